// SPDX-License-Identifier: GPL-3.0-or-later
// The use of a trial in its folder: where and when it is written, and that a training neither waits for it nor fails by
// it.
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/thread_executor.h"
#include "core/run/usage/usage_sampler.h"
#include "core/run/wire.h"
#include "core/store/trial_curves_reader.h"
#include "tests/core/device/fake_proc.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using std::chrono::milliseconds;
using std::chrono::seconds;

namespace {

const std::string cpuName = "system/cpu_percent";
const std::string memoryName = "system/memory_mb";

}  // namespace

class TestUsageRecord : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<device::FakeProc> proc_;
    std::unique_ptr<device::UsageSources> sources_;
    std::shared_ptr<RunningProgress> progress_;
    Mailbox mailbox_;
    UsageRecord::Clock::time_point start_;

    std::filesystem::path at(const char* name) const { return dir_->filePath(name).toStdString(); }
    UsageSubject subject(seconds every = seconds(5)) const { return {3, at("trial"), every, {}, 0, progress_}; }
    store::ScalarSeries recorded() const { return store::EventFolderReader(store::usage_folder(at("trial"))).poll(); }
    std::vector<std::int64_t> steps() const {
        std::vector<std::int64_t> steps;
        const auto series = recorded();
        if (!series.contains(memoryName)) return steps;
        for (const auto& point : series.at(memoryName)) steps.push_back(point.step);
        return steps;
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        proc_ = std::make_unique<device::FakeProc>(at("proc"));
        proc_->put(static_cast<int>(::getpid()), 1, {1, 0, 5});
        sources_ = std::make_unique<device::UsageSources>(proc_->folder(), at("powercap"));
        progress_ = std::make_shared<RunningProgress>();
        mailbox_.drain();
    }

    void readings_stand_beside_the_metrics_and_reach_the_window() {
        UsageRecord record(*sources_, subject(), mailbox_, start_);
        QCOMPARE(record.due(), start_ + seconds(5));
        QVERIFY(!std::filesystem::exists(at("trial")));  // nothing before there is something
        progress_->step = 7;
        record.take(start_ + seconds(5));
        QCOMPARE(record.due(), start_ + seconds(10));
        progress_->step = 9;
        record.take(start_ + seconds(10));
        QCOMPARE(steps(), (std::vector<std::int64_t>{7, 9}));
        QCOMPARE(recorded()[cpuName].size(), 2u);
        const auto batch = mailbox_.drain();
        QCOMPARE(batch.points.at({3, memoryName}).size(), 2u);
        // Whoever reads the trial's metrics sees nothing of it; whoever wants its curves does.
        QVERIFY(store::EventFolderReader(at("trial")).poll().empty());
        QCOMPARE(store::TrialCurvesReader(at("trial")).poll().at(memoryName).size(), 2u);
    }

    void a_short_trial_has_one_reading_and_an_instant_none() {
        UsageRecord instant(*sources_, subject(), mailbox_, start_);
        instant.end(start_ + milliseconds(900));
        QVERIFY(!std::filesystem::exists(at("trial")));
        UsageRecord brief(*sources_, subject(), mailbox_, start_);
        brief.end(start_ + seconds(2));
        QCOMPARE(steps().size(), 1u);
    }

    // A trial that goes on from an older checkpoint: its steps are repeated, the hours are not.
    void steps_do_not_go_back_when_a_trial_goes_on() {
        {
            UsageRecord record(*sources_, subject(), mailbox_, start_);
            progress_->step = 20;
            record.take(start_ + seconds(5));
        }
        progress_ = std::make_shared<RunningProgress>();
        progress_->step = 12;
        UsageRecord record(*sources_, subject(), mailbox_, start_);
        record.take(start_ + seconds(5));
        progress_->step = 31;
        record.take(start_ + seconds(10));
        QCOMPARE(steps(), (std::vector<std::int64_t>{20, 20, 31}));
    }

    void the_record_of_a_month_is_not_ten_times_that_of_a_day() {
        UsageRecord record(*sources_, subject(), mailbox_, start_);
        const auto day = start_ + std::chrono::hours(24);
        record.take(day);
        QCOMPARE(std::chrono::duration_cast<milliseconds>(record.due() - day), milliseconds(5000));
        const auto month = start_ + std::chrono::hours(24 * 30);
        record.take(month);
        QCOMPARE(std::chrono::duration_cast<seconds>(record.due() - month), seconds(129));
    }

    void nothing_is_recorded_of_a_pause() {
        PauseGate gate;
        auto paused = subject();
        paused.pause = &gate;
        UsageRecord record(*sources_, paused, mailbox_, start_);
        gate.pause();
        record.take(start_ + seconds(5));
        QVERIFY(steps().empty());
        gate.resume();
        record.take(start_ + seconds(10));
        QCOMPARE(steps().size(), 1u);
    }

    void a_folder_that_cannot_be_written_is_said_once() {
        QVERIFY(write_file_atomically(at("trial"), "a file where the folder should be"));
        std::vector<std::string> said;
        auto told = subject();
        told.say = [&](const std::string& line) { said.push_back(line); };
        UsageRecord record(*sources_, told, mailbox_, start_);
        record.take(start_ + seconds(5));
        record.take(start_ + seconds(10));
        QCOMPARE(said.size(), 1u);
        QVERIFY2(said.front().find("not recorded any more") != std::string::npos, said.front().c_str());
    }

    // As trials are run: the thread takes readings while the training goes on, and none is left over.
    void a_trial_is_watched_until_its_end() {
        FakeTraining training;
        training.at_start = [this](TrialContext& context) {
            while (!context.stop.stop_requested() && steps().size() < 3) std::this_thread::sleep_for(milliseconds(1));
        };
        const auto executor = make_thread_executor(
            [&]() -> Result<std::unique_ptr<TrialBody>> { return std::make_unique<FakeBody>(training); }, mailbox_);
        TrialJob job;
        job.folder = at("trial");
        QVERIFY(make_folders(job.folder / "checkpoints"));
        job.usage_every = milliseconds(1);
        NoListener listener;
        auto trial = executor->start(job, listener);
        QTRY_VERIFY(std::filesystem::exists(at("trial") / "checkpoints" / "last.pt"));
        trial.reset();
        const auto after = steps().size();
        QVERIFY(after >= 3);
        QVERIFY(!store::EventFolderReader(at("trial")).poll().contains(cpuName));
    }

    void a_worker_is_told_how_often() {
        TrialJob job;
        job.usage_every = milliseconds(250);
        QCOMPARE(trial_job_from_json(to_json(job)).value().usage_every.value_or(milliseconds(0)), milliseconds(250));
        QVERIFY(!trial_job_from_json(to_json(TrialJob())).value().usage_every);
    }
};

LATHE_TEST(TestUsageRecord)
#include "test_usage_record.moc"

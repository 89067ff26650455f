// SPDX-License-Identifier: GPL-3.0-or-later
// A study that another process runs, followed through its files.
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/clock.h"
#include "core/base/files.h"
#include "core/run/study_reader.h"
#include "core/run/study_recorder.h"
#include "core/search/experiment_file.h"
#include "core/store/journal.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

namespace {

const char followed_text[] = R"(lathe: 1
name: followed
config: {opt: {lr: 0.1}}
space: {opt.lr: {_type: uniform, _value: [0.01, 0.9]}}
search: {objective: {metric: val_loss, mode: minimize}, tuner: {name: Random}, max_trials: 4, concurrency: 3,
         max_duration: 1.5h}
)";

// Stands for the other process.
class FollowedStudy {
  public:
    FollowedStudy() {
        const auto document = config::Document::parse(followed_text, "/nowhere/experiment.yaml");
        search::LoadOptions options;
        options.purpose = search::Purpose::search;
        auto experiment = search::parse_experiment(*document, config::Catalog(), options).value();
        recorder_ = std::make_unique<StudyRecorder>(
            StudyRecorder::create(fs::path(dir_.path().toStdString()), std::move(experiment)).value());
    }
    fs::path folder() const { return recorder_->folder(); }
    StudyRecorder& recorder() { return *recorder_; }
    void begin(int number) {
        store::event::Asked asked;
        asked.trial = number;
        asked.params = config::Dict{{"opt.lr", 0.25}};
        recorder_->write(asked);
        recorder_->write(store::event::Started{number, "cpu"});
        fs::create_directories(trial(number));
    }
    void end(int number, double objective) {
        store::event::Finished finished;
        finished.trial = number;
        finished.objective = objective;
        recorder_->write(finished);
    }
    fs::path trial(int number) const { return store::trial_folder(folder(), number); }
    store::EventFileWriter events(int number, std::optional<std::int64_t> resume_step = {}) const {
        return store::EventFileWriter::create(trial(number), resume_step).value();
    }
    static void report(store::EventFileWriter& events, std::int64_t step, double value) {
        events.add_scalar("val_loss", {step, 1.0, value});
        if (!events.flush()) qFatal("the events are not written");
    }
    void close() { recorder_.reset(); }

  private:
    QTemporaryDir dir_;
    std::unique_ptr<StudyRecorder> recorder_;
};

std::vector<std::int64_t> steps_of(const StudyNews& news, int trial) {
    std::vector<std::int64_t> steps;
    const auto points = news.batch.points.find({trial, "val_loss"});
    if (points == news.batch.points.end()) return steps;
    for (const auto& point : points->second) steps.push_back(point.step);
    return steps;
}

using Steps = std::vector<std::int64_t>;

}  // namespace

class TestStudyReader : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void each_point_and_line_is_given_once() {
        FollowedStudy study;
        StudyReader reader(study.folder());
        QCOMPARE(reader.read()->status.trials.size(), std::size_t(0));
        study.begin(0);
        auto events = study.events(0);
        FollowedStudy::report(events, 4, 0.5);
        QVERIFY(write_file_atomically(study.trial(0) / "log.txt", "one\ntwo\nhal"));
        const auto first = reader.read().value();
        QCOMPARE(first.status.state, SessionState::running);
        QCOMPARE(first.status.metric, std::string("val_loss"));
        QCOMPARE(first.status.limits.max_trials, 4);
        QCOMPARE(first.status.trials.at(0).state, search::TrialState::running);
        QCOMPARE(first.status.trials.at(0).step, 4);
        QCOMPARE(first.space.parameters().size(), std::size_t(1));
        QCOMPARE(steps_of(first, 0), (Steps{4}));
        QCOMPARE(first.batch.log.size(), std::size_t(2));
        QCOMPARE(first.batch.log.back().second, std::string("two"));
        FollowedStudy::report(events, 8, 0.4);
        QVERIFY(write_file_atomically(study.trial(0) / "log.txt", "one\ntwo\nhalf\n"));
        const auto second = reader.read().value();
        QCOMPARE(steps_of(second, 0), (Steps{8}));
        QCOMPARE(second.batch.log.size(), std::size_t(1));
        QCOMPARE(second.batch.log.back().second, std::string("half"));
        QCOMPARE(second.status.version, first.status.version);  // only progress
        QVERIFY(reader.read()->batch.empty());
    }

    // On a machine whose clock is ahead.
    void a_start_that_is_still_to_come_took_no_time() {
        FollowedStudy study;
        auto journal = store::Journal::open(store::journal_path(study.folder())).value();
        const std::string later = to_iso8601(now() + std::chrono::hours(5));
        QVERIFY(journal.append({{"event", "asked"}, {"trial", 0}, {"params", {{"opt.lr", 0.25}}}, {"time", later}}));
        QVERIFY(journal.append({{"event", "started"}, {"trial", 0}, {"device", "cpu"}, {"time", later}}));
        const auto status = StudyReader(study.folder()).read().value().status;
        QCOMPARE(status.trials.at(0).state, search::TrialState::running);
        QCOMPARE(status.trials.at(0).elapsed, std::chrono::milliseconds(0));
    }

    void its_limits_are_those_of_its_experiment() {
        FollowedStudy study;
        StudyReader reader(study.folder());
        const auto first = reader.read()->status;
        QCOMPARE(first.limits.max_trials, 4);
        QCOMPARE(first.limits.concurrency, 3);
        QCOMPARE(first.limits.max_duration, std::optional<std::chrono::milliseconds>(std::chrono::minutes(90)));
        // As the process that runs it changes them.
        study.recorder().save_limits({6, 2, {}});
        const auto second = reader.read()->status;
        QCOMPARE(second.limits.max_trials, 6);
        QCOMPARE(second.limits.concurrency, 2);
        QCOMPARE(second.limits.max_duration, std::optional<std::chrono::milliseconds>());
        QVERIFY(second.version != first.version);
    }

    void a_clock_that_was_set_back_gives_no_negative_time() {
        FollowedStudy study;
        study.begin(0);
        store::TrialRecord record;
        record.state = search::TrialState::succeeded;
        record.start = now();
        record.end = *record.start - std::chrono::hours(1);
        QVERIFY(store::write_trial_record(study.trial(0), record));
        StudyReader reader(study.folder());
        QCOMPARE(reader.read()->status.trials.at(0).elapsed, std::chrono::milliseconds(0));
    }

    void an_end_is_noticed() {
        FollowedStudy study;
        StudyReader reader(study.folder());
        study.begin(0);
        auto events = study.events(0);
        FollowedStudy::report(events, 4, 0.5);
        const auto running = reader.read().value();
        FollowedStudy::report(events, 8, 0.4);
        study.end(0, 0.4);
        study.recorder().rest(store::StudyState::finished, "");
        study.close();
        const auto ended = reader.read().value();
        QVERIFY(ended.status.version != running.status.version);
        QCOMPARE(ended.status.state, SessionState::finished);
        QCOMPARE(ended.status.trials.at(0).state, search::TrialState::succeeded);
        QCOMPARE(ended.status.best_trial, std::optional<int>(0));
        QCOMPARE(steps_of(ended, 0), (Steps{8}));
        QVERIFY(reader.read()->batch.empty());
        QVERIFY(reader.read()->batch.empty());
    }

    // Killed, and gone on with from its checkpoint at step 4.
    void what_went_on_from_a_checkpoint_is_read_again() {
        FollowedStudy study;
        StudyReader reader(study.folder());
        study.begin(0);
        {
            auto events = study.events(0);
            for (const int step : {4, 8}) FollowedStudy::report(events, step, 0.5);
        }
        QCOMPARE(steps_of(reader.read().value(), 0), (Steps{4, 8}));
        auto events = study.events(0, 5);
        FollowedStudy::report(events, 6, 0.3);
        const auto news = reader.read().value();
        QCOMPARE(news.restarted, std::vector<int>{0});
        QCOMPARE(steps_of(news, 0), (Steps{4, 6}));
        QVERIFY(reader.read()->restarted.empty());
    }

    // A copy of another machine's study: what was recorded of a trial may come long after its end.
    void what_comes_after_the_end_is_read_when_it_is_asked_for() {
        FollowedStudy study;
        StudyReader reader(study.folder());
        study.begin(0);
        auto events = study.events(0);
        FollowedStudy::report(events, 4, 0.5);
        QVERIFY(write_file_atomically(study.trial(0) / "log.txt", "one\n"));
        study.end(0, 0.5);
        for (int i = 0; i < 3; ++i) QVERIFY(reader.read());
        FollowedStudy::report(events, 8, 0.4);
        QVERIFY(write_file_atomically(study.trial(0) / "log.txt", "one\ntwo\n"));
        QVERIFY(reader.read()->batch.empty());
        reader.look_again(0);
        const auto news = reader.read().value();
        QCOMPARE(steps_of(news, 0), (Steps{8}));  // and not a second time what was given
        QVERIFY(news.restarted.empty());
        QCOMPARE(news.batch.log.size(), std::size_t(1));
        QVERIFY(reader.read()->batch.empty());
    }

    void a_log_that_begins_anew_is_read_from_its_start() {
        FollowedStudy study;
        StudyReader reader(study.folder());
        study.begin(0);
        QVERIFY(write_file_atomically(study.trial(0) / "log.txt", "a long first line\n"));
        QCOMPARE(reader.read()->batch.log.size(), std::size_t(1));
        QVERIFY(write_file_atomically(study.trial(0) / "log.txt", "new\n"));
        const auto news = reader.read().value();
        QCOMPARE(news.batch.log.size(), std::size_t(1));
        QCOMPARE(news.batch.log.front().second, std::string("new"));
    }

    // Its curve is there, and it says how it stands.
    void what_was_stopped_is_read_too() {
        FollowedStudy study;
        study.begin(0);
        auto events = study.events(0);
        FollowedStudy::report(events, 4, 0.5);
        study.recorder().rest(store::StudyState::interrupted, "");
        const fs::path folder = study.folder();
        study.close();
        StudyReader reader(folder);
        const auto news = reader.read().value();
        QCOMPARE(news.status.state, SessionState::stopped);
        QCOMPARE(news.status.trials.at(0).state, search::TrialState::waiting);
        QVERIFY2(news.status.trials.at(0).waiting_for.starts_with("was stopped at step"),
                 news.status.trials.at(0).waiting_for.c_str());
        QCOMPARE(steps_of(news, 0), (Steps{4}));
    }

    void nobody_runs_it() {
        FollowedStudy study;
        study.begin(0);
        StudyReader reader(study.folder());
        QCOMPARE(reader.read()->status.state, SessionState::running);
        study.close();
        QCOMPARE(reader.read()->status.state, SessionState::stopped);
        QVERIFY(!StudyReader("/nowhere/study").read());
    }
};

LATHE_TEST(TestStudyReader)
#include "test_study_reader.moc"

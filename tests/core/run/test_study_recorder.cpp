// SPDX-License-Identifier: GPL-3.0-or-later
// The one who writes into a study's folder: what is there after each step, and what happens without room for it.
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/replay.h"
#include "core/run/study_experiment.h"
#include "core/run/study_recorder.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"
#include "tests/core/run/file_size_limit.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

class TestStudyRecorder : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    std::vector<std::string> broken_;

    static search::Experiment of_purpose(search::Purpose purpose) {
        auto experiment = fake_experiment(4);
        experiment.purpose = purpose;
        return experiment;
    }
    StudyRecorder make(search::Purpose kind = search::Purpose::search) {
        auto made = StudyRecorder::create(dir_->path().toStdString(), of_purpose(kind));
        if (!made) qFatal("%s", made.error().str().c_str());
        made->on_broken([this](const std::string& why) { broken_.push_back(why); });
        return std::move(*made);
    }
    static store::TrialRecord trial_in(TrialState state, int number = 0) {
        store::TrialRecord trial;
        trial.number = number;
        trial.state = state;
        trial.device = "cpu";
        trial.params = config::Value(config::Dict{});
        return trial;
    }
    static store::event::Asked asked(int number) { return {number, config::Value(config::Dict{}), {}, {}, {}}; }
    static std::vector<std::string> events(const StudyRecorder& recorder) {
        std::vector<std::string> names;
        const auto contents = store::Journal::read(store::journal_path(recorder.folder())).value();
        for (const auto& event : contents.events) names.push_back(event.at("event").get<std::string>());
        return contents.warnings.empty() && !contents.torn ? names : std::vector<std::string>{"damaged"};
    }
    static std::uintmax_t journal_bytes(const StudyRecorder& recorder) {
        return fs::file_size(store::journal_path(recorder.folder()));
    }

    using Names = std::vector<std::string>;

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        broken_.clear();
    }

    void a_new_study_is_locked_and_readable() {
        const auto recorder = make();
        QVERIFY(store::is_locked(recorder.folder()));
        QVERIFY(!recorder.is_at_rest());
        QCOMPARE(read_file(recorder.folder() / "experiment.yaml").value(),
                 search::to_yaml(of_purpose(search::Purpose::search)));
        QCOMPARE(read_file(recorder.folder() / "source/experiment.yaml").value(), fake_experiment(4).text);
        const auto study = store::read_study(recorder.folder()).value();
        QVERIFY(study.is_search);
        QCOMPARE(study.max_trials, 4);
        QCOMPARE(study.tuner, std::string("Random"));
    }

    void a_trial_from_its_beginning_to_its_end() {
        auto recorder = make();
        recorder.write(asked(0));
        config::Value resolved{config::Dict{}};
        resolved.set("opt.lr", 0.5);
        QVERIFY(recorder.begin_trial(trial_in(TrialState::running), resolved, {}));
        const auto place = store::trial_folder(recorder.folder(), 0);
        QVERIFY(read_file(place / "config.yaml")->find("lr: 0.5") != std::string::npos);
        QVERIFY(store::read_trial_record(place)->state == TrialState::running);
        recorder.interrupt_trial(trial_in(TrialState::waiting));
        QVERIFY(store::read_trial_record(place)->state == TrialState::waiting);
        recorder.finish_trial(trial_in(TrialState::succeeded));
        QVERIFY(store::read_trial_record(place)->state == TrialState::succeeded);
        QCOMPARE(events(recorder), (Names{"created", "asked", "started", "interrupted", "finished"}));
        QVERIFY(broken_.empty());
    }

    void a_trial_goes_on_from_the_checkpoint_of_another() {
        auto recorder = make();
        QVERIFY(recorder.begin_trial(trial_in(TrialState::running), config::Value(config::Dict{}), {}));
        const auto first = store::trial_folder(recorder.folder(), 0) / "checkpoints";
        QVERIFY(write_file_atomically(first / "last.pt", "weights"));
        QVERIFY(recorder.begin_trial(trial_in(TrialState::running, 1), config::Value(config::Dict{}), 0));
        const auto second = store::trial_folder(recorder.folder(), 1) / "checkpoints";
        QCOMPARE(read_file(second / "start.pt").value(), std::string("weights"));
    }

    void a_full_disk_is_told_and_leaves_a_whole_journal() {
        auto recorder = make();
        recorder.write(asked(0));
        {
            const FileSizeLimit full(journal_bytes(recorder) + 10);
            recorder.write(asked(1));
            QCOMPARE(broken_.size(), 1u);
            QVERIFY2(broken_[0].starts_with("the record cannot be written: "), broken_[0].c_str());
            recorder.finish_trial(trial_in(TrialState::failed));
            QVERIFY(broken_.size() > 1);
            recorder.rest(store::StudyState::failed, "no room");
        }
        QVERIFY(recorder.is_at_rest());
        QVERIFY(!store::is_locked(recorder.folder()));
        QCOMPARE(events(recorder), (Names{"created", "asked"}));
        // There is room again.
        broken_.clear();
        QVERIFY(recorder.take_up_again());
        recorder.write(asked(1));
        QCOMPARE(events(recorder), (Names{"created", "asked", "resumed", "asked"}));
        QVERIFY(broken_.empty());
    }

    void a_trial_whose_folder_cannot_be_written_must_not_start() {
        auto recorder = make();
        const FileSizeLimit full(1);
        QVERIFY(!recorder.begin_trial(trial_in(TrialState::running), config::Value(config::Dict{}), {}));
        QCOMPARE(broken_.size(), 1u);
        QCOMPARE(events(recorder), (Names{"created"}));
    }

    void limits_changed_at_rest_are_written_when_it_goes_on() {
        auto recorder = make();
        recorder.save_limits({5, 2, std::chrono::milliseconds(60'000)});
        QCOMPARE(events(recorder), (Names{"created", "edited"}));
        recorder.rest(store::StudyState::interrupted, "");
        recorder.save_limits({6, 2, {}});
        recorder.save_limits({7, 3, {}});
        QCOMPARE(events(recorder), (Names{"created", "edited", "finished"}));
        QVERIFY(recorder.take_up_again());
        QCOMPARE(events(recorder), (Names{"created", "edited", "finished", "resumed", "edited"}));
        const auto replayed = replay(load_study_experiment(recorder.folder(), {}).value(), recorder.folder());
        QCOMPARE(replayed->limits.max_trials, 7);
        QCOMPARE(replayed->limits.concurrency, 3);
        QVERIFY(!replayed->limits.max_duration);
    }

    void that_there_is_no_limit_is_a_limit_too() {
        auto recorder = make();
        recorder.save_limits({{}, 2, std::chrono::milliseconds(60'000)});
        recorder.rest(store::StudyState::interrupted, "");
        const auto replayed = replay(load_study_experiment(recorder.folder(), {}).value(), recorder.folder());
        QVERIFY(!replayed->limits.max_trials);
        QVERIFY(!replayed->limits_differ);
        QVERIFY(!store::read_study(recorder.folder())->max_trials);
    }

    // Changed while it ran, and there was no room for them.
    void limits_that_found_no_room_are_written_when_it_goes_on() {
        auto recorder = make();
        {
            const FileSizeLimit full(1);
            recorder.save_limits({9, 2, {}});
            QCOMPARE(broken_.size(), 1u);
            recorder.rest(store::StudyState::failed, "no room");
        }
        QVERIFY(recorder.take_up_again());
        const auto replayed = replay(load_study_experiment(recorder.folder(), {}).value(), recorder.folder());
        QCOMPARE(replayed->limits.max_trials, 9);
        QCOMPARE(replayed->limits.concurrency, 2);
    }

    // Room for "resumed" and not for the limits: nothing is lost, and nobody else is blamed.
    void taking_up_may_be_tried_again_after_a_full_disk() {
        auto recorder = make();
        recorder.rest(store::StudyState::interrupted, "");
        recorder.save_limits({9, 1, {}});
        {
            const FileSizeLimit full(journal_bytes(recorder) + 120);
            const auto done = recorder.take_up_again();
            QVERIFY(!done);
            QVERIFY2(done.error().str().starts_with("the record cannot be written: "), done.error().str().c_str());
            QVERIFY(recorder.is_at_rest());
        }
        const auto done = recorder.take_up_again();
        QVERIFY2(done.has_value(), done ? "" : done.error().str().c_str());
        const auto replayed = replay(load_study_experiment(recorder.folder(), {}).value(), recorder.folder());
        QCOMPARE(replayed->limits.max_trials, 9);
    }

    void what_others_took_up_is_left_to_them() {
        auto recorder = make();
        recorder.rest(store::StudyState::interrupted, "");
        {
            auto other = StudyRecorder::open(recorder.folder(), *store::StudyLock::try_lock(recorder.folder()));
            QVERIFY(other);
            QVERIFY(!recorder.take_up_again());  // they are at it
            other->write(store::event::Resumed{});
        }
        const auto done = recorder.take_up_again();  // they went on, and left
        QVERIFY(!done);
        QVERIFY2(done.error().str().find("another process has gone on") != std::string::npos,
                 done.error().str().c_str());
        QVERIFY(!store::is_locked(recorder.folder()));
    }
};

LATHE_CORE_TEST(TestStudyRecorder)
#include "test_study_recorder.moc"

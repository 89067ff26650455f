// SPDX-License-Identifier: GPL-3.0-or-later
// experiment.yaml of a study: what ran, and what may change in it.
#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/run/study_experiment.h"
#include "core/run/study_recorder.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

class TestStudyExperiment : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path study() const { return fs::path(dir_->path().toStdString()) / "study"; }
    std::string text() const { return read_file(study() / "experiment.yaml").value(); }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        QVERIFY(make_folders(study()));
    }

    void it_is_read_as_it_was_saved() {
        auto experiment = fake_experiment(5);
        experiment.purpose = search::Purpose::search;
        QVERIFY(save_study_experiment(study(), experiment));
        const auto again = load_study_experiment(study(), {}).value();
        QVERIFY(again.purpose == search::Purpose::search);
        QVERIFY(again.config == experiment.config);
        QCOMPARE(again.search.max_trials, 5);
        QCOMPARE(checksum_of_config(again), checksum_of_config(experiment));
    }

    // Limits are written into what is there, beside what another program has written meanwhile.
    void limits_are_written_and_all_else_stays() {
        QVERIFY(save_study_experiment(study(), fake_experiment(5)));
        QVERIFY(write_file_atomically(study() / "experiment.yaml", "# a note of mine\n" + text()));
        QVERIFY(save_study_limits(study(), {9, 2, std::chrono::minutes(90)}));
        QVERIFY(text().starts_with("# a note of mine\n"));
        auto again = load_study_experiment(study(), {}).value();
        QCOMPARE(again.search.max_trials, 9);
        QCOMPARE(again.search.concurrency, 2);
        QVERIFY(again.search.max_duration == std::chrono::milliseconds(5'400'000));
        QVERIFY(save_study_limits(study(), {9, 2, std::nullopt}));
        QVERIFY(!load_study_experiment(study(), {}).value().search.max_duration);
        QVERIFY(save_study_limits(study(), {std::nullopt, 2, std::nullopt}));
        QVERIFY(!load_study_experiment(study(), {}).value().search.max_trials);
        QVERIFY(!read_study_limits(study()).max_trials);
    }

    // What is run again knows its parent, and says so in its text, too: that is what the window opens.
    void what_is_run_again_names_its_parent() {
        const fs::path runs(dir_->path().toStdString());
        auto experiment = fake_experiment(5);
        experiment.purpose = search::Purpose::search;
        auto recorder = StudyRecorder::create(runs, experiment).value();
        store::TrialRecord trial;
        trial.number = 0;
        trial.params = config::Value(config::Dict{{"opt.lr", 0.75}});
        recorder.write(store::event::Asked{0, trial.params, {}, {}, {}, {}});
        trial.state = search::TrialState::succeeded;
        trial.objective = 1;
        recorder.finish_trial(trial);
        recorder.rest(store::StudyState::finished, "");
        const fs::path parent = recorder.folder();
        const std::string id = store::read_study(parent).value().id;
        QCOMPARE(id.size(), std::size_t{16});

        const auto again = load_to_run_again(parent, {}).value();
        QCOMPARE(again.from, std::optional(search::Origin{{}, parent.filename().string(), id, {}}));
        const auto alone = load_to_run_again(store::trial_folder(parent, 0), {}).value();
        QCOMPARE(alone.from->trial, std::optional(0));
        QVERIFY(alone.text.find("from:") != std::string::npos);

        // The child tells it of itself, and is the parent of the next.
        auto child = StudyRecorder::create(runs, alone).value();
        const auto record = store::read_study(child.folder()).value();
        QCOMPARE(record.from, alone.from);
        QVERIFY(record.id != id);
        const auto next = load_to_run_again(child.folder(), {}).value();
        QCOMPARE(next.from->id, record.id);
        QVERIFY(!next.from->trial);
        QCOMPARE(origin_of_file(child.folder() / "experiment.yaml", alone.from)->study,
                 child.folder().filename().string());
        QCOMPARE(origin_of_file("elsewhere.yaml", alone.from), alone.from);
    }

    void a_broken_file_is_told_and_stays() {
        QVERIFY(write_file_atomically(study() / "experiment.yaml", "lathe: [1\n"));
        QVERIFY(!save_study_limits(study(), {9, 2, {}}));
        QCOMPARE(text(), std::string("lathe: [1\n"));
    }

    void on_how_many_devices_it_runs_may_change() {
        auto experiment = fake_experiment(5);
        const auto before = checksum_of_config(experiment);
        experiment.config.set("hw.devices", 2);
        QCOMPARE(checksum_of_config(experiment), before);
        experiment.config.set("hw.threads", 2);
        QVERIFY(checksum_of_config(experiment) != before);
    }

    void a_trial_is_an_experiment_of_its_own() {
        auto experiment = fake_experiment(5);
        store::TrialRecord trial;
        trial.number = 3;
        trial.params = config::Value(config::Dict{{"opt.lr", 0.75}});
        trial.budget = 2;
        const auto alone = experiment_of_trial(experiment, trial, {}).value();
        QVERIFY(alone.purpose == search::Purpose::trial);
        QCOMPARE(alone.config.number_or("opt.lr", 0), 0.75);
        QCOMPARE(alone.config.int_or("train.epochs", 0), std::int64_t{2});
        QCOMPARE(alone.name, std::string("quadratic-trial-0003"));
        trial.start_from = 1;
        QVERIFY(!experiment_of_trial(experiment, trial, {}));
    }

    // Beside another it had half of the cores, and so other last digits than alone with all of them.
    void a_trial_has_the_threads_that_it_was_given() {
        auto experiment = fake_experiment(5);
        store::TrialRecord trial;
        trial.params = config::Value(config::Dict{{"opt.lr", 0.75}});
        const auto threads = [&] {
            const auto alone = experiment_of_trial(experiment, trial, {}, study()).value();
            return alone.config.int_or("hw.threads", -1);
        };
        QCOMPARE(threads(), std::int64_t{-1});
        QVERIFY(write_file_atomically(study() / "config.yaml", "hw: {threads: 0}\n"));
        QCOMPARE(threads(), std::int64_t{-1});
        QVERIFY(write_file_atomically(study() / "config.yaml", "hw: {threads: 3}\n"));
        QCOMPARE(threads(), std::int64_t{3});
        experiment.config.set("hw.threads", 0);
        QCOMPARE(threads(), std::int64_t{3});
        experiment.config.set("hw.threads", 2);
        QCOMPARE(threads(), std::int64_t{2});
    }

    void files_keep_their_places_in_source() {
        const fs::path home = fs::path(dir_->path().toStdString()) / "home";
        QVERIFY(make_folders(home / "network") && make_folders(home.parent_path() / "other"));
        for (const fs::path& file : {home / "network/small.yaml", home.parent_path() / "other/base.yaml"})
            QVERIFY(write_file_atomically(file, "# " + file.filename().string() + "\n"));
        auto experiment = fake_experiment(1);
        experiment.source = (home / "mine.yaml").string();
        experiment.files = {(home / "network/small.yaml").string(), (home.parent_path() / "other/base.yaml").string(),
                            (home / "gone.yaml").string()};
        QVERIFY(save_study_experiment(study(), experiment));
        QCOMPARE(read_file(study() / "source/mine.yaml").value(), experiment.text);
        QCOMPARE(read_file(study() / "source/network/small.yaml").value(), std::string("# small.yaml\n"));
        QCOMPARE(read_file(study() / "source/outside/base.yaml").value(), std::string("# base.yaml\n"));
    }

    void where_files_lie_may_change_but_not_the_config() {
        auto experiment = fake_experiment(2);
        const auto before = checksum_of_config(experiment);
        experiment.paths = {"data.file"};
        experiment.config.set("data.file", "a.csv");
        const auto with_a = checksum_of_config(experiment);
        experiment.config.set("data.file", "/else/a.csv");
        QCOMPARE(checksum_of_config(experiment), with_a);
        experiment.config.set("opt.lr", 0.2);
        QVERIFY(checksum_of_config(experiment) != with_a);
        QVERIFY(checksum_of_config(experiment) != before);
    }
};

LATHE_CORE_TEST(TestStudyExperiment)
#include "test_study_experiment.moc"

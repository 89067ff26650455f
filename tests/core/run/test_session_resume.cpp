// SPDX-License-Identifier: GPL-3.0-or-later
// A study that was stopped, or went down, and goes on.
#include <unistd.h>
#include <atomic>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <QtTest>

#include "core/base/files.h"
#include "core/config/edit_file.h"
#include "core/run/session.h"
#include "core/store/event_file.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/core/run/session_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

class TestSessionResume : public QObject, protected SessionBench {
    Q_OBJECT

  private Q_SLOTS:
    void init() { renew(); }

    // The checkpoint found no room: that is not the trial's fault, so it waits for the person to make some.
    void a_full_disk_in_the_training_leaves_it_resumable() {
        bench_->training.at_start = [](TrialContext&) {
            throw Error{"cannot be written: No space left on device", {}, disk_full, {}, {}, 0, 0};
        };
        auto session = make(fake_experiment(2));
        QCOMPARE(run(*session), SessionState::failed);
        QVERIFY(session->status().message.find("No space left") != std::string::npos);
        QCOMPARE(session->status().trials.size(), 1u);
        QCOMPARE(session->status().trials[0].state, TrialState::waiting);
        const auto folder = session->status().folder;
        session.reset();
        bench_->training.at_start = {};
        auto resumed = Session::resume(folder, bench_->services());
        QVERIFY2(resumed.has_value(), resumed ? "" : resumed.error().front().str().c_str());
        QCOMPARE(run(**resumed), SessionState::finished);
        for (const auto& trial : (*resumed)->status().trials) QCOMPARE(trial.state, TrialState::succeeded);
    }

    // What has changed since it trained is not its fault either.
    void a_trial_that_trained_waits_where_it_does_not_fit_any_more() {
        Door stopped;  // nobody opens it
        std::unique_ptr<Session> session;
        bench_->training.after_epoch = [&](TrialContext& context, int) {
            session->stop();
            stopped.wait(context.stop);
        };
        session = make(fake_experiment(1));
        QCOMPARE(run(*session), SessionState::stopped);
        const auto folder = session->status().folder;
        session.reset();
        bench_->training.after_epoch = {};
        const auto file = folder / "experiment.yaml";
        const std::string before = read_file(file).value();
        const auto edited = config::edit_file(file.string(), [](config::Document& document) -> Result<void> {
            const auto edit = document.set_value("config.hw.devices", 2);  // there is no program for the second one
            if (!edit) return fail(edit.error());
            const auto applied = document.apply(*edit);
            return applied ? Result<void>() : fail(applied.error());
        });
        QVERIFY(edited.has_value());
        auto resumed = Session::resume(folder, bench_->services());
        QVERIFY2(resumed.has_value(), resumed ? "" : resumed.error().front().str().c_str());
        QCOMPARE(run(**resumed), SessionState::failed);
        const auto status = (*resumed)->status();
        QVERIFY2(status.message.find("several devices") != std::string::npos, status.message.c_str());
        QCOMPARE(status.trials.at(0).state, TrialState::waiting);
        resumed->reset();
        QVERIFY(write_file_atomically(file, before).has_value());
        auto again = Session::resume(folder, bench_->services());
        QVERIFY2(again.has_value(), again ? "" : again.error().front().str().c_str());
        QCOMPARE(run(**again), SessionState::finished);
        QCOMPARE((*again)->status().trials.at(0).state, TrialState::succeeded);
    }

    void stopped_and_resumed_as_if_never_stopped() {
        std::vector<double> expected;
        {
            auto session = make(fake_experiment(5));
            run(*session);
            for (const auto& trial : session->status().trials) expected.push_back(*trial.objective);
        }
        Door door;
        bench_->training.after_epoch = [&](TrialContext& context, int epoch) {
            if (context.folder.filename() == "0002" && epoch == 2) door.wait(context.stop);
        };
        std::filesystem::path folder;
        {
            auto session = make(fake_experiment(5));
            session->start();
            door.wait_until_somebody_waits();
            session->stop();
            QCOMPARE(session->wait(), SessionState::stopped);
            const auto status = session->status();
            QCOMPARE(status.trials.size(), 3u);
            QCOMPARE(status.trials[2].state, TrialState::waiting);
            folder = status.folder;
        }
        QCOMPARE(store::read_study(folder)->state, store::StudyState::interrupted);
        bench_->training.after_epoch = nullptr;
        std::atomic<int> resumed = 0;
        bench_->training.at_start = [&](TrialContext& context) { resumed += context.resume ? 1 : 0; };
        auto session = Session::resume(folder, bench_->services());
        QVERIFY2(session, session ? "" : session.error().front().str().c_str());
        QCOMPARE((*session)->status().trials.size(), 3u);
        QCOMPARE(run(**session), SessionState::finished);
        QCOMPARE(resumed, 1);
        const auto status = (*session)->status();
        QCOMPARE(status.trials.size(), 5u);
        for (std::size_t i = 0; i < 5; ++i) QCOMPARE(*status.trials[i].objective, expected[i]);
        const auto series = store::EventFolderReader(folder / "trials/0002").poll();
        QCOMPARE(series.at("train_loss").size(), 12u);
        QCOMPARE(series.at("val_loss").size(), 3u);
    }

    void a_study_that_runs_is_not_resumed_twice() {
        Door door;
        bench_->training.after_epoch = [&](TrialContext& context, int) { door.wait(context.stop); };
        auto session = make(fake_experiment(2));
        session->start();
        door.wait_until_somebody_waits();
        const auto second = Session::resume(session->status().folder, bench_->services());
        QVERIFY(!second);
        QVERIFY2(second.error().front().str().find(std::to_string(::getpid())) != std::string::npos,
                 second.error().front().str().c_str());
        session->stop();
        session->wait();
    }

    void a_finished_study_has_nothing_to_resume() {
        std::filesystem::path folder;
        {
            auto session = make(fake_experiment(2));
            run(*session);
            folder = session->status().folder;
        }
        auto session = Session::resume(folder, bench_->services());
        QVERIFY(session);
        QCOMPARE(run(**session), SessionState::finished);
        QCOMPARE((*session)->status().trials.size(), 2u);
    }

    void trial_json_outranks_the_journal() {
        std::filesystem::path folder;
        {
            auto session = make(fake_experiment(2));
            run(*session);
            folder = session->status().folder;
        }
        auto trial = store::read_trial_record(store::trial_folder(folder, 0)).value();
        trial.state = TrialState::failed;
        trial.objective.reset();
        trial.error = "edited";
        QVERIFY(store::write_trial_record(store::trial_folder(folder, 0), trial));
        auto session = Session::resume(folder, bench_->services());
        QCOMPARE((*session)->status().trials[0].state, TrialState::failed);
        QCOMPARE((*session)->status().trials[0].error, std::string("edited"));
        QCOMPARE((*session)->status().best_trial, std::optional<int>(1));
    }

    void destroying_a_running_session_leaves_it_resumable() {
        Door door;
        bench_->training.after_epoch = [&](TrialContext& context, int) { door.wait(context.stop); };
        std::filesystem::path folder;
        {
            auto session = make(fake_experiment(2));
            session->start();
            door.wait_until_somebody_waits();
            folder = session->status().folder;
        }
        QCOMPARE(store::read_study(folder)->state, store::StudyState::interrupted);
        door.open();
        auto session = Session::resume(folder, bench_->services());
        QCOMPARE(run(**session), SessionState::finished);
        QCOMPARE((*session)->status().trials.size(), 2u);
    }
};

LATHE_CORE_TEST(TestSessionResume)
#include "test_session_resume.moc"

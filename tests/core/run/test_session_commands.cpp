// SPDX-License-Identifier: GPL-3.0-or-later
// What a person asks of a study while it runs.
#include <atomic>
#include <stdexcept>

#include <QtTest>

#include "core/run/session.h"
#include "tests/core/run/fixtures.h"
#include "tests/core/run/session_bench.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;

class TestSessionCommands : public QObject, protected SessionBench {
    Q_OBJECT

  private Q_SLOTS:
    void init() { renew(); }

    void pause_holds_and_unpause_goes_on() {
        Door door;
        std::atomic<int> epochs = 0;
        bench_->training.after_epoch = [&](TrialContext& context, int) {
            if (++epochs == 1) door.wait(context.stop);
        };
        auto session = make(fake_experiment(1));
        session->start();
        door.wait_until_somebody_waits();
        session->pause();
        QTRY_COMPARE(session->status().state, SessionState::paused);
        door.open();
        QCOMPARE(epochs, 1);  // it waits at the gate before the next step
        session->unpause();
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(epochs, 3);
    }

    void a_paused_session_can_be_stopped() {
        Door door;
        bench_->training.at_start = [&](TrialContext& context) { door.wait(context.stop); };
        auto session = make(fake_experiment(1));
        session->start();
        door.wait_until_somebody_waits();
        session->pause();
        door.open();
        session->stop();
        QCOMPARE(session->wait(), SessionState::stopped);
    }

    void a_canceled_trial_is_final_and_the_next_one_runs() {
        Door door;
        bench_->training.after_epoch = [&](TrialContext& context, int) {
            if (context.folder.filename() == "0000") door.wait(context.stop);
        };
        auto session = make(fake_experiment(2));
        session->start();
        door.wait_until_somebody_waits();
        session->cancel_trial(0);
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials[0].state, TrialState::user_canceled);
        QCOMPARE(session->status().trials[1].state, TrialState::succeeded);
        session->cancel_trial(1);  // a final state never changes
        session->cancel_trial(77);
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials[1].state, TrialState::succeeded);
    }

    void limits_change_while_it_runs() {
        Door door;
        bench_->training.at_start = [&](TrialContext& context) { door.wait(context.stop); };
        auto session = make(fake_experiment(1));
        session->start();
        door.wait_until_somebody_waits(1);
        session->set_limits({3, 2, std::nullopt});
        door.wait_until_somebody_waits(2);
        door.open();
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials.size(), 3u);
        session->set_limits({4, 1, std::nullopt});  // and after it came to rest
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials.size(), 4u);
        const auto folder = session->status().folder;
        session.reset();
        auto again = Session::resume(folder, bench_->services());
        QCOMPARE((*again)->status().limits.max_trials, 4);
    }

    void a_clone_runs_next_and_failed_ones_run_again() {
        bench_->training.at_start = [](TrialContext& context) {
            if (context.folder.filename() == "0000") throw std::runtime_error("once");
        };
        auto session = make(fake_experiment(1));
        QCOMPARE(run(*session), SessionState::failed);
        session->rerun_failed();
        QCOMPARE(session->wait(), SessionState::finished);
        auto status = session->status();
        QCOMPARE(status.trials.size(), 2u);
        QVERIFY(status.trials[0].params == status.trials[1].params);
        config::Value params{config::Dict{}};
        params.as_dict().emplace_back("opt.lr", 0.25);
        session->add_trial(params);
        QCOMPARE(session->wait(), SessionState::finished);
        status = session->status();
        QCOMPARE(status.trials.size(), 3u);
        QVERIFY(status.trials[2].params == params);
        QCOMPARE(*status.trials[2].objective, (0.25 - 0.3) * (0.25 - 0.3) + 1.0 / 3);
    }

    void stop_after_the_running_ones_is_resumable() {
        Door door;
        bench_->training.at_start = [&](TrialContext& context) { door.wait(context.stop); };
        auto session = make(fake_experiment(3));
        session->start();
        door.wait_until_somebody_waits();
        session->stop_after_running();
        door.open();
        QCOMPARE(session->wait(), SessionState::stopped);
        QCOMPARE(session->status().trials.size(), 1u);
        QCOMPARE(session->status().trials[0].state, TrialState::succeeded);
        session->start();
        QCOMPARE(session->wait(), SessionState::finished);
        QCOMPARE(session->status().trials.size(), 3u);
    }

    void waiting_without_starting_returns() {
        auto session = make(fake_experiment(2));
        QCOMPARE(session->wait(), SessionState::idle);
        session->stop();
        QCOMPARE(session->wait(), SessionState::stopped);
    }
};

LATHE_CORE_TEST(TestSessionCommands)
#include "test_session_commands.moc"

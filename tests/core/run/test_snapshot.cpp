// SPDX-License-Identifier: GPL-3.0-or-later
// What status() shows of what was published.
#include <atomic>
#include <thread>

#include <QtTest>

#include "core/run/snapshot.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;
using search::TrialState;
using std::chrono::milliseconds;

namespace {

Snapshot::Row shown_row(int number, TrialState state, milliseconds elapsed = {}) {
    TrialRow row;
    row.record.number = number;
    row.watch = Stopwatch(elapsed);
    search::Trial trial;
    trial.number = number;
    trial.state = state;
    return Snapshot::shown(row, trial);
}

SessionStatus in_state(SessionState state, int max_trials = 1, int concurrency = 1) {
    SessionStatus status;
    status.state = state;
    status.limits = {max_trials, concurrency, {}};
    return status;
}

}  // namespace

class TestSnapshot : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void only_what_changed_is_replaced_and_the_version_says_so() {
        Snapshot snapshot;
        QCOMPARE(snapshot.status().version, std::uint64_t{0});
        snapshot.publish(in_state(SessionState::idle), Stopwatch(),
                         {shown_row(0, TrialState::waiting), shown_row(1, TrialState::waiting)});
        QCOMPARE(snapshot.status().version, std::uint64_t{1});
        snapshot.publish(in_state(SessionState::paused), Stopwatch(milliseconds(7)),
                         {shown_row(1, TrialState::failed)});
        const auto status = snapshot.status();
        QCOMPARE(status.version, std::uint64_t{2});
        QCOMPARE(status.state, SessionState::paused);
        QCOMPARE(status.elapsed, milliseconds(7));
        QCOMPARE(status.trials.size(), 2u);
        QCOMPARE(status.trials[0].state, TrialState::waiting);
        QCOMPARE(status.trials[1].state, TrialState::failed);
        QCOMPARE(snapshot.status().version, std::uint64_t{2});  // looking changes nothing
    }

    void a_running_trial_shows_its_newest_objective() {
        TrialRow row;
        row.record.objective = 1.0;
        search::Trial trial;
        trial.state = TrialState::running;
        trial.reports = {{1, 3.0}, {2, 2.0}};
        QCOMPARE(Snapshot::shown(row, trial).status.objective, std::optional(2.0));
        trial.state = TrialState::succeeded;
        QCOMPARE(Snapshot::shown(row, trial).status.objective, std::optional(1.0));
    }

    void progress_is_read_when_it_is_looked_at() {
        const auto progress = std::make_shared<RunningProgress>();
        progress->total_steps = 100;
        progress->steps_per_second = 10;
        auto row = shown_row(0, TrialState::running);
        row.progress = progress;
        Snapshot snapshot;
        snapshot.publish(in_state(SessionState::running), Stopwatch(), {row});
        progress->step = 40;
        const auto status = snapshot.status();
        QCOMPARE(status.trials[0].step, std::int64_t{40});
        QCOMPARE(status.trials[0].remaining, std::optional(milliseconds(6000)));
        QCOMPARE(status.remaining, std::optional(milliseconds(6000)));
        QCOMPARE(status.version, std::uint64_t{1});
    }

    void a_trial_in_the_queue_of_a_cluster_waits() {
        const auto progress = std::make_shared<RunningProgress>();
        progress->waiting_for.set("Slurm: Priority (job 12)");
        auto row = shown_row(0, TrialState::running);
        row.progress = progress;
        Snapshot snapshot;
        snapshot.publish(in_state(SessionState::running), Stopwatch(), {row});
        QCOMPARE(snapshot.status().trials[0].state, TrialState::waiting);
        QCOMPARE(snapshot.status().trials[0].waiting_for, std::string("Slurm: Priority (job 12)"));
        progress->waiting_for.set({});
        QCOMPARE(snapshot.status().trials[0].state, TrialState::running);
        QCOMPARE(snapshot.status().trials[0].waiting_for, std::string());
    }

    void what_is_left_is_rounds_of_the_mean_trial() {
        Snapshot snapshot;
        const std::vector done = {shown_row(0, TrialState::succeeded, milliseconds(1000)),
                                  shown_row(1, TrialState::early_stopped, milliseconds(3000)),
                                  shown_row(2, TrialState::failed, milliseconds(99'000))};
        snapshot.publish(in_state(SessionState::running, 8, 2), Stopwatch(), done);
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(6000)));  // 5 to come, 2 at once
        auto limited = in_state(SessionState::running, 8, 2);
        limited.limits.max_duration = milliseconds(2500);
        snapshot.publish(limited, Stopwatch(milliseconds(500)), {});
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(2000)));
        limited.limits.max_trials.reset();
        snapshot.publish(limited, Stopwatch(milliseconds(900)), {});
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(1600)));
        limited.limits.max_duration.reset();
        snapshot.publish(limited, Stopwatch(milliseconds(900)), {});
        QVERIFY(!snapshot.status().remaining);
        snapshot.publish(in_state(SessionState::paused, 8, 2), Stopwatch(), {});
        QVERIFY(!snapshot.status().remaining);
    }

    // It neither comes and goes with each trial that begins, nor waits for the first to end.
    void what_is_left_is_told_from_the_first_trial_on() {
        const auto begun = std::make_shared<RunningProgress>();
        begun->total_steps = 100;
        begun->step = 40;
        begun->steps_per_second = 10;
        auto first = shown_row(0, TrialState::running, milliseconds(4000));
        first.progress = begun;
        Snapshot snapshot;
        snapshot.publish(in_state(SessionState::running, 4, 1), Stopwatch(), {first});
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(6000 + 3 * 10'000)));
        // The next one cannot tell yet.
        snapshot.publish(in_state(SessionState::running, 4, 1), Stopwatch(),
                         {shown_row(0, TrialState::succeeded, milliseconds(9000)),
                          shown_row(1, TrialState::running, milliseconds(1000))});
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(8000 + 2 * 9000)));
        auto winds_down = in_state(SessionState::running, 4, 1);
        winds_down.stops_after_running = true;
        snapshot.publish(winds_down, Stopwatch(), {});
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(8000)));
    }

    // A trial takes no longer than its time limit lets it, and neither does any of those to come.
    void what_is_left_is_no_longer_than_the_time_limit() {
        const auto begun = std::make_shared<RunningProgress>();
        begun->longest_ms = 6000;
        auto first = shown_row(0, TrialState::running, milliseconds(4000));
        first.progress = begun;
        Snapshot snapshot;
        snapshot.publish(in_state(SessionState::running, 4, 1), Stopwatch(), {first});
        // Nothing but time ends it.
        QCOMPARE(snapshot.status().trials[0].remaining, std::optional(milliseconds(6000)));
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(6000 + 3 * 10'000)));
        begun->total_steps = 1000;
        QVERIFY(!snapshot.status().trials[0].remaining);  // its steps may end it much sooner
        begun->steps_per_second = 10;
        QCOMPARE(snapshot.status().trials[0].remaining, std::optional(milliseconds(6000)));
        QCOMPARE(snapshot.status().remaining, std::optional(milliseconds(6000 + 3 * 10'000)));
        begun->step = 990;
        QCOMPARE(snapshot.status().trials[0].remaining, std::optional(milliseconds(1000)));
    }

    // What one publish() gave is seen as a whole.
    void a_reader_on_another_thread_sees_no_mixture() {
        Snapshot snapshot;
        snapshot.publish(in_state(SessionState::running), Stopwatch(), {shown_row(0, TrialState::running)});
        std::atomic<bool> stop = false;
        std::atomic<int> mixed = 0;
        std::thread reader([&] {
            while (!stop) {
                const auto status = snapshot.status();
                if (status.message != status.trials[0].error) ++mixed;
            }
        });
        for (int i = 0; i < 5000; ++i) {
            auto status = in_state(SessionState::running);
            auto row = shown_row(0, TrialState::running);
            status.message = row.status.error = std::to_string(i);
            snapshot.publish(std::move(status), Stopwatch(), {std::move(row)});
        }
        stop = true;
        reader.join();
        QCOMPARE(mixed, 0);
    }
};

LATHE_TEST(TestSnapshot)
#include "test_snapshot.moc"

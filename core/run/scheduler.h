// SPDX-License-Identifier: GPL-3.0-or-later
// What a study does next: asks the tuner, starts trials where there is room, takes in their ends, and decides when the
// study is done. Has no thread of its own: Session calls it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/run/executor.h"
#include "core/run/first_failures.h"
#include "core/run/replay.h"
#include "core/run/session_status.h"
#include "core/run/snapshot.h"
#include "core/run/stop_rule.h"
#include "core/run/stopwatch.h"
#include "core/run/study_recorder.h"
#include "core/run/trial_judge.h"
#include "core/run/trial_launcher.h"
#include "core/run/trial_rows.h"

namespace lathe::run {

// Not synchronised: its owner serialises access.
class Scheduler {
  public:
    // `facts`: where and from what this process runs, for each trial.json. `listener` is told by the trials that run,
    // and outlives this object; it hands on to report() and trial_ended().
    Scheduler(search::Purpose kind, search::SearchSettings settings, Replayed from, StudyRecorder recorder,
              TrialLauncher launcher, TrialListener& listener, config::Value facts = config::Value(config::Dict{}));
    Scheduler(const Scheduler&) = delete;
    Scheduler& operator=(const Scheduler&) = delete;

    // The state as of now; publish() tells the window.
    SessionState state() const { return state_; }

    // Begins, or goes on after an end: first failures are forgotten, and the study's lock is taken again. Where that
    // fails the state stays, and the status says why. Nothing happens while the session runs.
    void start();
    // Pauses all running trials and starts no more; they keep their devices. Only while it runs.
    void pause();
    // Lets paused trials go on. Only while it is paused.
    void unpause();
    // Stops all running trials at their next batch; they stay resumable. Nothing happens once it is over.
    void stop();
    // With `wanted`, no further trial is started, and the session ends after those that run; without, it goes on after
    // all.
    void stop_after_running(bool wanted = true);
    // A running trial is stopped and one that waits is taken out of the queue; both end as USER_CANCELED. An unknown
    // number, or a trial that has ended, changes nothing.
    void cancel_trial(int number);
    // Puts new trials into the queue. `from`: the trial of this study that they were made from.
    void add_trials(const std::vector<space::Params>& all, QueueEnd end,
                    const std::optional<search::Origin>& from = {});
    // Puts the one trial of a run into the queue.
    void add_trial(search::Choice chosen);
    // Puts a new trial with the same parameters behind the others, for each that has failed.
    void rerun_failed();
    // Changes how far the search may go, and keeps that in its experiment.yaml. At least 1 trial, 1 at a time. A study
    // that has ended goes on where there is more to do and it may; one that a person stopped only where the limits were
    // raised.
    void set_limits(const Limits& wanted);
    // What a person should know, for status().
    void add_notice(const std::string& notice);

    // A running trial tells the metrics of one validation; the answer, where there is one, is why it must stop now.
    std::optional<std::string> report(int number, std::int64_t step, const std::map<std::string, double>& metrics);
    // The last word of a running trial: gives its device back, judges its result and records it.
    void trial_ended(int number, const TrialResult& result);

    // Starts trials that can be started, and ends the session where nothing is left to do. To be called after any of
    // these, and now and then while something runs (devices become free, the time is up).
    void step();
    // Puts what changed since the last call into `snapshot`.
    void publish(Snapshot& snapshot);

  private:
    // Which trial is next
    bool time_is_up() const;
    bool has_more_to_ask();  // of the tuner
    std::optional<int> next_trial();
    // A new one, from the tuner or a person: its row and its journal line.
    int admit(const search::Trial& trial, std::optional<search::Origin> from = {});
    void explain_waiting();
    std::string why_waiting(int number) const;

    // From its start to its end
    bool start_trial(int number);  // false: it has to wait
    void start_at(int number, const TrialLauncher::Place& place);
    void finish_failed(int number, const std::string& why, const std::string& last_words = {});
    void interrupt(int number);  // it goes on when the study is resumed
    void finish(int number, search::TrialState state, std::string error);

    // The session as a whole
    void settle_if_done();
    void settle(SessionState state, std::string message);  // nothing runs any more
    void abort(const std::string& why);                    // nothing more can be run; the first reason is shown
    void set_paused(bool paused);

    const search::Trial& trial(int number) const { return study_.history().trials[static_cast<std::size_t>(number)]; }

    const search::Purpose kind_;
    const search::SearchSettings settings_;
    const search::Objective objective_;
    const config::Value facts_;
    const TrialJudge judge_;
    search::Study study_;
    StudyRecorder recorder_;
    TrialLauncher launcher_;  // before the trials that it runs
    TrialRows rows_;
    TrialListener& listener_;

    const std::map<std::int64_t, search::Origin> origins_of_first_;
    Limits limits_;
    SessionState state_ = SessionState::idle;
    Stopwatch watch_;
    std::string message_;
    std::vector<std::string> notices_;
    std::string abort_reason_;
    StopRule stop_rule_;
    FirstFailures first_failures_;  // since the start
    bool exhausted_ = false;        // the tuner has no more to suggest
    bool stop_after_running_ = false;
    bool changed_ = true;  // of the session as a whole; the rows know of theirs
};

}  // namespace lathe::run

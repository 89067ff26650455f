// SPDX-License-Identifier: GPL-3.0-or-later
// What a window or a terminal shows of a session. Plain values.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/clock.h"
#include "core/search/chosen_tuner.h"
#include "core/search/experiment.h"
#include "core/search/trial.h"

namespace lathe::run {

// How far a search may go; all of it can be changed while it runs.
struct Limits {
    std::optional<int> max_trials = 1;  // nullopt: until the time is up, or the space has no more
    int concurrency = 1;
    std::optional<std::chrono::milliseconds> max_duration;

    // Whether one more may be added to so many trials.
    bool have_room_after(int trials) const { return !max_trials || trials < *max_trials; }
};

// What a session does, or how it ended.
enum class SessionState : std::uint8_t { idle, running, paused, stopping, finished, stopped, failed };

// Whether it came to its end: nothing runs, and another process may take the study up.
inline bool is_over(SessionState state) {
    return state == SessionState::finished || state == SessionState::stopped || state == SessionState::failed;
}

// Whether nothing runs, and nothing will unless somebody asks for it.
inline bool is_still(SessionState state) {
    return state == SessionState::idle || is_over(state);
}

// One row of the trial table.
struct TrialStatus {
    int number = 0;
    search::TrialState state = search::TrialState::waiting;
    space::Params params;
    std::string device;
    std::string waiting_for;  // why a WAITING trial waits
    std::optional<double> objective;
    std::vector<double> objectives;   // of several, as SessionStatus names them; NaN: not reported; else empty
    std::vector<double> constrained;  // what the metrics of its constraints came to; NaN: not reported
    double violation = 0;             // of these, once it has ended; 0: it keeps all
    std::string error;
    std::optional<Time> start;
    std::optional<Time> end;
    std::int64_t step = 0;
    std::int64_t total_steps = 0;
    std::int64_t epoch = 0;
    std::int64_t total_epochs = 0;
    double steps_per_second = 0;
    std::chrono::milliseconds elapsed{0};
    std::optional<std::chrono::milliseconds> remaining;
};

struct SessionStatus {
    SessionState state = SessionState::idle;
    std::filesystem::path folder;
    std::vector<TrialStatus> trials;
    Limits limits;
    std::string metric;
    search::Mode mode = search::Mode::minimize;
    std::vector<search::Objective> objectives;  // of several, the first included; else empty
    std::vector<search::Constraint> constraints;
    std::optional<int> best_trial;  // by the first objective, of those that keep the constraints
    std::vector<int> pareto_front;  // of several objectives: numbers of the trials that no other beats in all of them
    std::chrono::milliseconds elapsed{0};
    std::optional<std::chrono::milliseconds> remaining;
    search::ChosenTuner tuner;         // that chose the newest trial, where the tuner chooses among others
    std::string message;               // why it failed or stopped
    bool stops_after_running = false;  // asked for: what runs comes to its end, and nothing more is begun
    std::vector<std::string> notices;  // what a person should know of the study; more may come while it runs
    std::uint64_t version = 0;         // changes whenever anything but progress does
};

}  // namespace lathe::run

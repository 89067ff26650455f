// SPDX-License-Identifier: GPL-3.0-or-later
// Trials and the history that tuners and assessors learn from. Plain values.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/search/constraint.h"
#include "core/space/layout.h"
#include "core/space/space.h"

namespace lathe::search {

// NNI's names. A trial in a final state never changes.
enum class TrialState : std::uint8_t {
    waiting,
    running,
    succeeded,
    failed,
    early_stopped,
    user_canceled,
    sys_canceled
};
std::string_view name_of(TrialState state);  // "WAITING", "RUNNING", "SUCCEEDED", ...
// The state that name_of() writes so, in capitals; nullopt for any other text.
std::optional<TrialState> state_from_name(std::string_view name);
// Whether the trial has ended, well or not: every state but WAITING and RUNNING.
inline bool is_final(TrialState state) {
    return state >= TrialState::succeeded;
}

// An intermediate value of the objective: the step is a counter of reports (an epoch, for the Trainer).
struct Report {
    std::int64_t step = 0;
    double value = 0;
};

// What a tuner gives for a new trial.
struct Suggestion {
    space::Params params;
    std::optional<std::int64_t> budget;  // epochs in all, those of `start_from` included; nullopt: as the config says
    std::optional<int> start_from;       // the trial whose newest checkpoint it goes on from
    config::Value note;                  // the tuner's own, e.g. {bracket: 2, rung: 1}; null: none
};

// One configuration that is tried, and what has come of it so far.
struct Trial {
    int number = 0;
    TrialState state = TrialState::waiting;
    space::Params params;
    space::Row row;  // params as space::Layout puts them; filled in by Study, empty when they lie outside the space
    std::vector<Report> reports;  // by step
    std::optional<double> objective;
    std::vector<double> objectives;  // all of them when there are several, `objective` first; NaN: none reported
    std::vector<double> excesses;    // of each constraint (constraint.h), once it has ended; empty: there are none
    double violation = 0;            // of all of them; 0: it is feasible
    std::string error;               // why it failed or was stopped
    // As suggested.
    std::optional<std::int64_t> budget;
    std::optional<int> start_from;
    config::Value note;
};

// Which way the objective is better.
enum class Mode : std::uint8_t { minimize, maximize };

// Whether a is better than b; NaN is worse than everything.
bool is_better(double a, double b, Mode mode);

// Whether a trial in that state with that objective came to a result that is compared with others': it succeeded or was
// stopped early, with a finite one.
bool has_result(TrialState state, const std::optional<double>& objective);

// The best of `trials`, each a Trial or what is recorded of one, by the objectives of those that have a result and keep
// all constraints; the first of equals. nullptr: there is none.
template <class Trials>
auto best_trial(const Trials& trials, Mode mode) -> decltype(&*trials.begin()) {
    decltype(&*trials.begin()) best = nullptr;
    for (const auto& trial : trials) {
        if (!has_result(trial.state, trial.objective) || trial.violation > 0) continue;
        if (best == nullptr || is_better(*trial.objective, *best->objective, mode)) best = &trial;
    }
    return best;
}

// All trials of a search, and what it searches for.
struct History {
    Mode mode = Mode::minimize;
    std::deque<Trial> trials;  // by number; a trial keeps its address while others are added
    std::vector<Mode> modes;   // one for each of several objectives; empty: there is one, and `mode` is its
    std::vector<int> ended;    // numbers of the final trials, in the order in which they ended
    std::vector<Constraint> constraints;
    // How many trials there may be in all, for tuners that plan by it; nullopt: no limit, or nobody knows. What was
    // suggested before it changed stays as it is.
    std::optional<int> max_trials;

    // Whether the first of two values of the (first) objective is better; NaN is worse than everything.
    bool better(double a, double b) const { return is_better(a, b, mode); }
    // The best trial by the (first) objective, as best_trial() finds it; nullptr while there is none. Owned by the
    // history.
    const Trial* best() const { return best_trial(trials, mode); }
};

}  // namespace lathe::search

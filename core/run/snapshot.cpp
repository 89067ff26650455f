// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/snapshot.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace lathe::run {

namespace {

using std::chrono::milliseconds;

// By its steps at its speed, but no longer than its time limit leaves (`longest`, in ms; -1: there is none). Before its
// speed is known the limit says something only where nothing else ends the training.
std::optional<milliseconds> remaining_of(const TrialStatus& trial, std::int64_t longest) {
    const double left = static_cast<double>(trial.total_steps - trial.step);
    std::optional<milliseconds> remaining;
    if (trial.steps_per_second > 0 && trial.total_steps > 0 && left >= 0)
        remaining = milliseconds(std::llround(1000 * left / trial.steps_per_second));
    if (longest < 0 || (!remaining && trial.total_steps > 0)) return remaining;
    return std::min(remaining.value_or(milliseconds(longest)), milliseconds(longest));
}

void add_progress(TrialStatus& trial, const RunningProgress& progress) {
    constexpr auto relaxed = std::memory_order_relaxed;
    trial.step = progress.step.load(relaxed);
    trial.total_steps = progress.total_steps.load(relaxed);
    trial.epoch = progress.epoch.load(relaxed);
    trial.total_epochs = progress.total_epochs.load(relaxed);
    if (is_final(trial.state)) return;
    if (auto why = progress.waiting_for.get(); !why.empty()) {
        trial.state = search::TrialState::waiting;
        trial.waiting_for = std::move(why);
    }
    trial.steps_per_second = progress.steps_per_second.load(relaxed);
    trial.remaining = remaining_of(trial, progress.longest_ms.load(relaxed));
}

// How long a trial takes: the mean of those that came to their end; before the first has, what the running ones will
// have taken.
std::optional<milliseconds> usual_duration(const std::vector<TrialStatus>& trials) {
    milliseconds done{0}, expected{0};
    int count = 0, running = 0;
    for (const auto& trial : trials) {
        if (trial.state == search::TrialState::succeeded || trial.state == search::TrialState::early_stopped) {
            done += trial.elapsed;
            ++count;
        } else if (trial.state == search::TrialState::running && trial.remaining) {
            expected += trial.elapsed + *trial.remaining;
            ++running;
        }
    }
    if (count > 0) return done / count;
    return running > 0 ? std::optional(expected / running) : std::nullopt;
}

// The longest of what is left of the running trials, and rounds of the usual duration for those to come; where
// their number has no limit, until the time is up. A trial that
// cannot tell yet, because it has just begun, is taken to be as long as usual: the estimate does not come and go.
std::optional<milliseconds> time_left(const SessionStatus& status) {
    const auto usual = usual_duration(status.trials);
    milliseconds longest{0};
    int running = 0;
    int finished = 0;
    for (const auto& trial : status.trials) {
        if (is_final(trial.state)) ++finished;
        if (trial.state != search::TrialState::running) continue;
        ++running;
        if (!trial.remaining && !usual) return std::nullopt;
        longest = std::max(longest, trial.remaining.value_or(usual.value_or(milliseconds{0}) - trial.elapsed));
    }
    if (status.stops_after_running) return longest;
    const auto until_time_is_up = [&]() -> std::optional<milliseconds> {
        if (!status.limits.max_duration) return std::nullopt;
        return std::max(longest, *status.limits.max_duration - status.elapsed);
    };
    if (!status.limits.max_trials) return until_time_is_up();
    const int to_come =
        std::max(*status.limits.max_trials, static_cast<int>(status.trials.size())) - finished - running;
    if (to_come <= 0) return longest;
    if (!usual) return std::nullopt;
    const int rounds = (to_come + status.limits.concurrency - 1) / status.limits.concurrency;
    const auto left = longest + rounds * *usual;
    return std::min(left, until_time_is_up().value_or(left));
}

}  // namespace

Snapshot::Row Snapshot::shown(const TrialRow& row, const search::Trial& trial) {
    const store::TrialRecord& record = row.record;
    Row shown;
    shown.progress = row.progress;
    shown.watch = row.watch;
    TrialStatus& status = shown.status;
    status.number = record.number;
    status.state = trial.state;
    status.params = trial.params;
    status.device = record.device;
    status.waiting_for = row.waiting_for;
    status.error = record.error;
    status.start = record.start;
    status.end = record.end;
    status.step = record.steps;
    status.epoch = record.epochs;
    status.objective = record.objective;
    status.objectives = record.objectives;
    status.constrained = record.constrained;
    status.violation = is_final(trial.state) ? trial.violation : 0;
    if (trial.state == search::TrialState::running && !trial.reports.empty())
        status.objective = trial.reports.back().value;
    return shown;
}

void Snapshot::publish(SessionStatus session, const Stopwatch& watch, std::vector<Row> changed) {
    const std::lock_guard lock(mutex_);
    session.version = session_.version + 1;
    session_ = std::move(session);
    watch_ = watch;
    for (Row& row : changed) {
        const auto number = static_cast<std::size_t>(row.status.number);
        if (number >= rows_.size()) rows_.resize(number + 1);
        rows_[number] = std::move(row);
    }
}

SessionStatus Snapshot::status() const {
    const std::lock_guard lock(mutex_);
    SessionStatus status = session_;
    status.elapsed = watch_.elapsed();
    status.trials.reserve(rows_.size());
    for (const Row& row : rows_) {
        TrialStatus& trial = status.trials.emplace_back(row.status);
        trial.elapsed = row.watch.elapsed();
        if (row.progress) add_progress(trial, *row.progress);
    }
    if (status.state == SessionState::running) status.remaining = time_left(status);
    return status;
}

}  // namespace lathe::run

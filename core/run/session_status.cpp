// What status() shows: a copy of the scheduler's rows, made when they change, with the progress of running trials read
// from their counters.
#include <algorithm>
#include <cmath>

#include "core/run/session_impl.h"
#include "core/search/pareto.h"

namespace lathe::run {

namespace {

using std::chrono::milliseconds;

void add_progress(TrialStatus& trial, const Progress& progress) {
    constexpr auto relaxed = std::memory_order_relaxed;
    trial.step = progress.step.load(relaxed);
    trial.total_steps = progress.total_steps.load(relaxed);
    trial.epoch = progress.epoch.load(relaxed);
    trial.total_epochs = progress.total_epochs.load(relaxed);
    if (is_final(trial.state)) return;
    trial.steps_per_second = progress.steps_per_second.load(relaxed);
    const double left = static_cast<double>(trial.total_steps - trial.step);
    if (trial.steps_per_second > 0 && trial.total_steps > 0 && left >= 0)
        trial.remaining = milliseconds(std::llround(1000 * left / trial.steps_per_second));
}

// The mean duration of the trials so far, for those to come, and the longest of what is left of the running ones.
std::optional<milliseconds> time_left(const SessionStatus& status) {
    milliseconds longest{0};
    milliseconds sum{0};
    int done = 0;
    int running = 0;
    for (const auto& trial : status.trials) {
        if (trial.state == search::TrialState::running) {
            ++running;
            if (!trial.remaining) return std::nullopt;
            longest = std::max(longest, *trial.remaining);
        } else if (trial.state == search::TrialState::succeeded || trial.state == search::TrialState::early_stopped) {
            sum += trial.elapsed;
            ++done;
        }
    }
    const int finished = static_cast<int>(std::count_if(status.trials.begin(), status.trials.end(),
                                                        [](const auto& trial) { return is_final(trial.state); }));
    const int to_come = std::max(status.limits.max_trials, static_cast<int>(status.trials.size())) - finished - running;
    if (to_come <= 0) return longest;
    if (done == 0) return std::nullopt;
    const int rounds = (to_come + status.limits.concurrency - 1) / status.limits.concurrency;
    auto left = longest + rounds * (sum / done);
    if (status.limits.max_duration)
        left = std::min(left, std::max(longest, *status.limits.max_duration - status.elapsed));
    return left;
}

}  // namespace

bool Session::Impl::publish() {
    if (!session_changed && dirty.empty()) return false;
    const std::lock_guard guard(snapshot_mutex);
    SessionStatus& status = shown.status;
    status.state = state;
    status.folder = folder;
    status.limits = limits;
    status.metric = objective.metric;
    status.mode = objective.mode;
    status.objectives = experiment.search.objectives;
    status.message = message;
    status.notices = notices;
    const search::Trial* best = study.history().best();
    status.best_trial = best ? std::optional(best->number) : std::nullopt;
    if (!experiment.search.objectives.empty()) status.pareto_front = search::pareto_front(study.history());
    shown.watch = watch;
    shown.rows.resize(rows.size());
    for (const int number : dirty) {
        const Row& one = row(number);
        const search::Trial& from = trial(number);
        ShownRow& to = shown.rows[static_cast<std::size_t>(number)];
        to.progress = one.progress;
        to.watch = one.watch;
        to.status.number = number;
        to.status.state = from.state;
        to.status.params = from.params;
        to.status.device = one.record.device;
        to.status.waiting_for = one.waiting_for;
        to.status.error = one.record.error;
        to.status.start = one.record.start;
        to.status.end = one.record.end;
        to.status.step = one.record.steps;
        to.status.epoch = one.record.epochs;
        to.status.objective = one.record.objective;
        to.status.objectives = one.record.objectives;
        if (from.state == search::TrialState::running && !from.reports.empty())
            to.status.objective = from.reports.back().value;
    }
    dirty.clear();
    session_changed = false;
    ++status.version;
    return true;
}

SessionStatus Session::Impl::status() const {
    const std::lock_guard guard(snapshot_mutex);
    SessionStatus status = shown.status;
    status.elapsed = shown.watch.elapsed();
    status.trials.reserve(shown.rows.size());
    for (const auto& one : shown.rows) {
        TrialStatus& trial = status.trials.emplace_back(one.status);
        trial.elapsed = one.watch.elapsed();
        if (one.progress) add_progress(trial, *one.progress);
    }
    if (status.state == SessionState::running) status.remaining = time_left(status);
    return status;
}

}  // namespace lathe::run

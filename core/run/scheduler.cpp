// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/scheduler.h"

#include <algorithm>
#include <exception>
#include <utility>

#include <fmt/format.h>

#include "core/run/study_verdict.h"
#include "core/run/trial_objective.h"
#include "core/run/waiting_reasons.h"
#include "core/search/chosen_tuner.h"
#include "core/search/pareto.h"
#include "core/store/study_record.h"

namespace lathe::run {

namespace {

using search::TrialState;

store::StudyState recorded_as(SessionState state) {
    if (state == SessionState::finished) return store::StudyState::finished;
    return state == SessionState::failed ? store::StudyState::failed : store::StudyState::interrupted;
}

// That fail alike before any other ends.
constexpr int failures_that_stop_a_search = 3;

}  // namespace

Scheduler::Scheduler(search::Purpose kind, search::SearchSettings settings, Replayed from, StudyRecorder recorder,
                     TrialLauncher launcher, TrialListener& listener, config::Value facts)
    : kind_(kind),
      settings_(std::move(settings)),
      objective_(trial_objective(kind_, settings_)),
      facts_(std::move(facts)),
      judge_(kind_, settings_),
      study_(std::move(from.study)),
      recorder_(std::move(recorder)),
      launcher_(std::move(launcher)),
      listener_(listener),
      origins_of_first_(std::move(from.origins_of_first)),
      limits_(from.limits),
      watch_(from.elapsed),
      stop_rule_(settings_) {
    recorder_.on_broken([this](const std::string& why) { abort(why); });
    for (auto& record : from.records) {
        TrialRow row;
        row.has_earlier_part = from.begun.contains(record.number);
        if (record.start && record.end && *record.end > *record.start)  // the clock may have been set back
            row.watch = Stopwatch(std::chrono::duration_cast<std::chrono::milliseconds>(*record.end - *record.start));
        row.record = std::move(record);
        rows_.add(std::move(row));
    }
    for (const int number : from.waiting) rows_.enqueue(number, QueueEnd::last);
    if (const auto outside = study_.outside(); !outside.empty())
        notices_.push_back(
            fmt::format("{} of the trials so far lie outside the space ({}), as it was edited or as they were cloned; "
                        "they are kept, but not learned from",
                        outside.size(), fmt::join(outside, ", ")));
}

void Scheduler::step() {
    try {
        if (state_ == SessionState::running) {
            while (rows_.running_count() < limits_.concurrency) {
                const auto next = next_trial();
                if (!next || !start_trial(*next)) break;
            }
        }
        settle_if_done();
        explain_waiting();
    } catch (const std::exception& problem) {  // of a tuner: its history and seed are on the disk
        message_ = std::string("the search cannot go on: ") + problem.what();
        stop();
    }
}

bool Scheduler::time_is_up() const {
    return limits_.max_duration && watch_.elapsed() >= *limits_.max_duration;
}

bool Scheduler::has_more_to_ask() {
    return kind_ == search::Purpose::search && !exhausted_ && limits_.have_room_after(rows_.size()) &&
           stop_rule_.reason(study_).empty();
}

std::optional<int> Scheduler::next_trial() {
    // As NNI: when the time is up no trial is begun any more, and those that run come to their end.
    if (stop_after_running_ || time_is_up() || state_ != SessionState::running) return std::nullopt;
    if (rows_.waiting().empty() && has_more_to_ask()) {
        const search::Trial* asked = study_.ask();
        exhausted_ = asked == nullptr;
        if (asked) rows_.enqueue(admit(*asked), QueueEnd::last);
    }
    // It no longer runs when the record could not be written.
    if (rows_.waiting().empty() || state_ != SessionState::running) return std::nullopt;
    return rows_.waiting().front();
}

int Scheduler::admit(const search::Trial& trial, std::optional<search::Origin> from) {
    if (const auto place = search::place_among_first(trial.note); place && !from)
        if (const auto found = origins_of_first_.find(*place); found != origins_of_first_.end()) from = found->second;
    TrialRow row;
    row.record.number = trial.number;
    row.record.params = trial.params;
    row.record.budget = trial.budget;
    row.record.start_from = trial.start_from;
    row.record.note = trial.note;
    row.record.from = from;
    row.record.metric = objective_.metric;
    rows_.add(std::move(row));
    recorder_.write(
        store::event::Asked{trial.number, trial.params, trial.budget, trial.start_from, trial.note, std::move(from)});
    return trial.number;
}

void Scheduler::explain_waiting() {
    for (const int number : rows_.waiting())
        if (std::string why = why_waiting(number); why != rows_.at(number).waiting_for)
            rows_.edit(number).waiting_for = std::move(why);
}

std::string Scheduler::why_waiting(int number) const {
    const TrialRow& row = rows_.at(number);
    switch (state_) {
        case SessionState::idle: return row.waiting_for;
        case SessionState::paused: return waiting::paused;
        case SessionState::stopping: return waiting::stopping;
        case SessionState::running: break;
        default:
            if (row.has_earlier_part) return fmt::format(waiting::interrupted, row.record.steps);
            if (state_ == SessionState::failed) return message_;
            return time_is_up() ? waiting::out_of_time : waiting::at_rest;
    }
    if (stop_after_running_) return waiting::no_more;
    if (time_is_up()) return waiting::out_of_time;
    if (rows_.running_count() < limits_.concurrency)
        return rows_.at(rows_.waiting().front()).waiting_for;  // start_trial() said it
    if (limits_.concurrency == 1) return waiting::for_the_running;
    return fmt::format(waiting::for_one_of, limits_.concurrency);
}

bool Scheduler::start_trial(int number) {
    using Obstacle = TrialLauncher::Obstacle;
    const auto place = launcher_.find_place(trial(number));
    if (place) {
        start_at(number, *place);
        return true;
    }
    const auto& [obstacle, reason] = place.error();
    // One that has trained was right then: the machine, the engine or the file is another now, and it waits for them.
    if (obstacle == Obstacle::wrong_config && !rows_.at(number).has_earlier_part) {
        rows_.dequeue(number);
        finish_failed(number, reason);
        return true;
    }
    if (rows_.at(number).waiting_for != reason) rows_.edit(number).waiting_for = reason;
    if (obstacle != Obstacle::device_taken) {
        message_ = reason;
        stop();
    }
    return false;
}

void Scheduler::start_at(int number, const TrialLauncher::Place& place) {
    TrialRow& row = rows_.edit(number);
    store::TrialRecord record = row.record;
    if (!record.start) record.start = now();
    record.end.reset();
    record.state = TrialState::running;
    record.device = place.device().str();
    record.error.clear();
    record.facts = facts_;
    const auto start_from = row.has_earlier_part ? std::nullopt : trial(number).start_from;
    if (!recorder_.begin_trial(record, place.config, start_from)) return launcher_.release(number, place.lease);
    TrialJob job{number,
                 store::trial_folder(recorder_.folder(), number),
                 place.config,
                 place.device(),
                 row.has_earlier_part || start_from,
                 place.lease.devices};
    job.place.ranks = place.ranks;
    rows_.dequeue(number);
    study_.start(number);
    row.record = std::move(record);
    row.lease = place.lease;
    row.waiting_for.clear();
    row.has_earlier_part = true;
    row.watch.start();
    rows_.set_running(number, launcher_.start(std::move(job), limits_.concurrency, listener_));
}

std::optional<std::string> Scheduler::report(int number, std::int64_t step,
                                             const std::map<std::string, double>& metrics) {
    config::Value latest{config::Dict{}};
    for (const auto& [name, value] : metrics) latest.as_dict().emplace_back(name, value);
    rows_.edit(number).record.metrics = std::move(latest);
    const auto it = metrics.find(objective_.metric);
    if (it == metrics.end()) return std::nullopt;
    // A trial that goes on from an older checkpoint repeats reports that the journal has already.
    const auto& had = trial(number).reports;
    if (had.empty() || step > had.back().step) recorder_.write(store::event::Reported{number, step, it->second});
    return study_.report(number, step, it->second);
}

void Scheduler::trial_ended(int number, const TrialResult& result) {
    rows_.clear_running(number);
    TrialRow& row = rows_.edit(number);
    row.watch.stop();
    launcher_.release(number, *row.lease);
    row.lease.reset();
    exhausted_ = false;  // what a tuner had to wait for may have come
    row.record.steps = row.progress->step;
    row.record.epochs = row.progress->epoch;
    row.record.facts = facts_;
    if (const auto* failure = std::get_if<SessionFailure>(&result)) {
        interrupt(number);
        if (failure->error.kind == disk_full) recorder_.report_failure(failure->error);
        else abort(failure->error.str());
        return;
    }
    const auto keep_facts = [&row](const config::Value& facts) {
        if (!facts.is_dict()) return;
        for (const auto& [key, value] : facts.as_dict()) row.record.facts.as_dict().emplace_back(key, value);
    };
    if (const auto* failure = std::get_if<TrialFailure>(&result)) {
        keep_facts(failure->facts);
        // Of a search the other trials go on, and this one is among the failed.
        if (failure->can_go_on && kind_ == search::Purpose::trial) {
            interrupt(number);
            return abort(failure->why + " (resume to go on from its last checkpoint)");
        }
        return finish_failed(number, failure->why, failure->last_words);
    }
    const auto& outcome = std::get<TrialOutcome>(result);
    keep_facts(outcome.facts);
    const auto cause = row.canceled                       ? StopCause::trial_canceled
                       : state_ == SessionState::stopping ? StopCause::session_stops
                                                          : StopCause::none;
    row.record = judge_.judge(std::move(row.record), outcome, study_.history(), cause);
    if (row.record.state == TrialState::waiting) return interrupt(number);
    if (row.record.state == TrialState::failed) return finish_failed(number, row.record.error);
    first_failures_.add_other_end();
    finish(number, row.record.state, row.record.error);
}

// A search whose first trials all fail for one reason would burn the others on it too.
void Scheduler::finish_failed(int number, const std::string& why, const std::string& last_words) {
    finish(number, TrialState::failed,
           last_words.empty() ? why : fmt::format("{}; the last line of its log: {}", why, last_words));
    first_failures_.add_failure(why);
    const int enough = std::max(failures_that_stop_a_search, limits_.concurrency);
    if (kind_ != search::Purpose::search || first_failures_.count() < enough || !has_more_to_ask()) return;
    abort(fmt::format("the first {} trials all failed for the same reason, and the search is stopped: {}",
                      first_failures_.count(), why));
}

void Scheduler::interrupt(int number) {
    TrialRow& row = rows_.edit(number);
    row.record.state = TrialState::waiting;
    row.record.end = now();
    row.record.objective.reset();
    study_.interrupt(number);
    rows_.enqueue(number, QueueEnd::first);
    recorder_.interrupt_trial(row.record);
}

void Scheduler::finish(int number, TrialState state, std::string error) {
    TrialRow& row = rows_.edit(number);
    store::TrialRecord& record = row.record;
    record.state = state;
    record.error = std::move(error);
    record.end = now();
    if (record.facts.as_dict().empty()) record.facts = facts_;  // it was never started
    row.waiting_for.clear();
    if (state != TrialState::succeeded && state != TrialState::early_stopped) {
        record.objective.reset();
        record.objectives.clear();
        record.constrained.clear();
    }
    study_.tell(number, outcome_of(record));
    recorder_.finish_trial(record);
}

void Scheduler::cancel_trial(int number) {
    if (!rows_.contains(number)) return;
    if (rows_.is_running(number)) {
        rows_.edit(number).canceled = true;
        rows_.running().at(number)->request_stop();
    } else if (rows_.dequeue(number)) {
        finish(number, TrialState::user_canceled, "canceled");
    }
}

void Scheduler::add_trials(const std::vector<space::Params>& all, QueueEnd end,
                           const std::optional<search::Origin>& from) {
    if (all.empty()) return;
    if (is_over(state_)) start();
    if (recorder_.is_at_rest()) return;  // start() said why
    for (const auto& params : all) rows_.enqueue(admit(*study_.add(params), from), end);
}

void Scheduler::add_trial(search::Choice chosen) {
    rows_.enqueue(admit(*study_.add({std::move(chosen.params), chosen.budget, {}, {}}), {}), QueueEnd::last);
}

void Scheduler::rerun_failed() {
    std::vector<std::pair<int, space::Params>> again;
    for (const auto& one : study_.history().trials)
        if (one.state == TrialState::failed) again.emplace_back(one.number, one.params);
    for (const auto& [number, params] : again) {
        add_trials({params}, QueueEnd::last, search::Origin{search::Origin::How::rerun, {}, {}, number});
        if (recorder_.is_at_rest()) return;  // it could not start, and would not for the others
    }
}

void Scheduler::set_limits(const Limits& wanted) {
    const Limits before = std::exchange(limits_, wanted);
    if (limits_.max_trials) limits_.max_trials = std::max(1, *limits_.max_trials);
    limits_.concurrency = std::max(1, limits_.concurrency);
    study_.set_max_trials(limits_.max_trials);
    changed_ = true;
    recorder_.save_limits(limits_);
    // What a person stopped goes on only when asked to do more than before, not when its limits are merely changed.
    const auto is_more = [](const auto& now, const auto& than) { return than && (!now || *now > *than); };
    const bool raised =
        is_more(limits_.max_trials, before.max_trials) || is_more(limits_.max_duration, before.max_duration);
    const bool goes_on = raised ? state_ == SessionState::finished || state_ == SessionState::stopped
                                : state_ == SessionState::finished && !stop_after_running_;
    const bool has_more = !rows_.waiting().empty() || has_more_to_ask();
    if (goes_on && !time_is_up() && has_more) start();
}

void Scheduler::add_notice(const std::string& notice) {
    notices_.push_back(notice);
    changed_ = true;
}

void Scheduler::start() {
    if (!is_still(state_)) return;
    changed_ = true;
    message_.clear();
    abort_reason_.clear();
    first_failures_ = {};
    if (recorder_.is_at_rest())
        if (const auto done = recorder_.take_up_again(); !done) {
            message_ = done.error().str();
            return;
        }
    stop_after_running_ = false;
    watch_.start();
    state_ = SessionState::running;
}

void Scheduler::pause() {
    if (state_ == SessionState::running) set_paused(true);
}

void Scheduler::unpause() {
    if (state_ == SessionState::paused) set_paused(false);
}

void Scheduler::set_paused(bool paused) {
    state_ = paused ? SessionState::paused : SessionState::running;
    changed_ = true;
    paused ? watch_.stop() : watch_.start();
    for (const auto& [number, running] : rows_.running()) {
        running->set_paused(paused);
        Stopwatch& watch = rows_.edit(number).watch;
        paused ? watch.stop() : watch.start();
    }
}

void Scheduler::stop() {
    if (is_over(state_)) return;
    state_ = SessionState::stopping;
    changed_ = true;
    for (const auto& [number, running] : rows_.running()) running->request_stop();
}

void Scheduler::stop_after_running(bool wanted) {
    stop_after_running_ = wanted;
    changed_ = true;
}

void Scheduler::abort(const std::string& why) {
    if (!abort_reason_.empty()) return;
    abort_reason_ = why;
    stop();
}

void Scheduler::settle_if_done() {
    if (rows_.running_count() > 0) return;
    if (state_ == SessionState::stopping) {
        if (message_.empty()) return settle(SessionState::stopped, "stopped; resume to go on");
        return settle(SessionState::failed, message_);
    }
    if (state_ != SessionState::running) return;
    const bool more_to_run = !rows_.waiting().empty() || has_more_to_ask();
    const bool out_of_time = time_is_up();
    if (more_to_run && stop_after_running_)
        return settle(SessionState::stopped, "stopped after the running trials; resume to go on");
    if (more_to_run && !out_of_time) return;

    std::string first_error;
    for (int number = 0; first_error.empty() && number < rows_.size(); ++number)
        first_error = rows_.at(number).record.error;
    std::string why;
    if (out_of_time) why = "the time given by max_duration is up";
    else if (!exhausted_ && limits_.have_room_after(rows_.size())) why = stop_rule_.reason(study_);
    Verdict verdict = verdict_on(study_.history(), first_error, why);
    settle(verdict.state, std::move(verdict.message));
}

void Scheduler::settle(SessionState state, std::string message) {
    watch_.stop();
    const bool aborted = !abort_reason_.empty();
    recorder_.rest(recorded_as(aborted ? SessionState::failed : state), aborted ? abort_reason_ : message);
    // The last line of the journal may have been the one that found no room.
    message_ = abort_reason_.empty() ? std::move(message) : abort_reason_;
    state_ = abort_reason_.empty() ? state : SessionState::failed;
    changed_ = true;
}

void Scheduler::publish(Snapshot& snapshot) {
    if (!changed_ && !rows_.changed()) return;
    SessionStatus status;
    status.state = state_;
    status.folder = recorder_.folder();
    status.limits = limits_;
    status.metric = objective_.metric;
    status.mode = objective_.mode;
    status.objectives = settings_.objectives;
    status.constraints = settings_.constraints;
    status.tuner = search::newest_choice(study_.history().trials);
    status.message = message_;
    status.stops_after_running = stop_after_running_ && !is_still(state_);
    status.notices = notices_;
    const search::Trial* best = study_.history().best();
    status.best_trial = best ? std::optional(best->number) : std::nullopt;
    if (!settings_.objectives.empty()) status.pareto_front = search::pareto_front(study_.history());
    std::vector<Snapshot::Row> rows;
    for (const int number : rows_.take_changed()) rows.push_back(Snapshot::shown(rows_.at(number), trial(number)));
    snapshot.publish(std::move(status), watch_, std::move(rows));
    changed_ = false;
}

}  // namespace lathe::run

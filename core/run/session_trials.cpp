// One trial: its start, its reports and its end.
#include <cmath>
#include <utility>

#include "core/run/device_request.h"
#include "core/run/session_impl.h"
#include "core/run/trial_folder.h"

namespace lathe::run {

namespace {

std::string joined(const Errors& errors) {
    std::string text;
    for (const auto& error : errors) text += (text.empty() ? "" : " | ") + error.str();
    return text;
}

std::string holder_name(int number) {
    return "trial " + std::to_string(number);
}

std::string names_of(const std::map<std::string, double>& metrics) {
    std::string text;
    for (const auto& [name, value] : metrics) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "nothing" : text;
}

}  // namespace

Executor& Session::Impl::executor_for(const device::Lease& lease) {
    const bool alone = limits.concurrency == 1 || !lease.devices.front().is_cpu();
    return alone || !processes ? *threads : *processes;
}

bool Session::Impl::start_trial(int number) {
    const auto resolved = experiment.trial_config(*services.catalog, trial(number).params, trial(number).budget);
    std::string refused = joined(resolved.errors);
    const auto machine = services.inventory->list();
    auto request = device_request(experiment.search.devices, resolved.value.string_or("hw.device", "auto"), machine);
    if (refused.empty() && !request) refused = request.error().str();
    if (!refused.empty()) {
        std::erase(waiting, number);
        finish(number, search::TrialState::failed, refused);
        return true;
    }
    auto lease = leases.acquire(*request, machine, holder_name(number));
    if (!lease) {
        if (row(number).waiting_for != lease.error().reason) changed(number);
        row(number).waiting_for = lease.error().reason;
        if (lease.error().permanent) {
            message = lease.error().reason;
            begin_stop();
        }
        return false;
    }
    start_on(number, resolved.value, *lease);
    return true;
}

void Session::Impl::start_on(int number, const config::Value& config, const device::Lease& lease) {
    Row& one = row(number);
    const fs::path place = store::trial_folder(folder, number);
    const std::string device = lease.devices.front().str();
    if (!one.record.start) one.record.start = now();
    one.record.end.reset();
    one.record.state = search::TrialState::running;
    one.record.device = device;
    one.record.error.clear();
    auto done = prepare_trial_folder(place, config, trial(number).params);
    if (done && trial(number).start_from && !one.resume) {
        done = copy_checkpoint(store::trial_folder(folder, *trial(number).start_from), place);
        one.resume = true;
    }
    if (done) done = store::write_trial_record(place, one.record);
    if (done) done = journal.append(store::to_json(store::StudyEvent(store::event::Started{number, device})));
    if (!done) {
        leases.release(lease, holder_name(number));
        one.record.state = search::TrialState::waiting;
        return break_record(done.error());
    }
    std::erase(waiting, number);
    study.start(number);
    one.lease = lease;
    one.waiting_for.clear();
    one.watch.start();
    one.running = executor_for(lease).start({number, place, config, lease.devices.front(), one.resume}, *this);
    one.progress = one.running->progress();
    one.resume = true;
    changed(number);
}

std::optional<std::string> Session::Impl::on_report(int number, std::int64_t step,
                                                    const std::map<std::string, double>& metrics) {
    const std::lock_guard guard(state_mutex);
    config::Value latest{config::Dict{}};
    for (const auto& [name, value] : metrics) latest.as_dict().emplace_back(name, value);
    row(number).record.metrics = std::move(latest);
    changed(number);
    post([] {});  // publishes
    const auto it = metrics.find(objective.metric);
    if (it == metrics.end()) return std::nullopt;
    // A trial that goes on from an older checkpoint repeats reports that the journal has already.
    const auto& had = trial(number).reports;
    if (had.empty() || step > had.back().step) write(store::event::Reported{number, step, it->second});
    return study.report(number, step, it->second);
}

void Session::Impl::on_end(int number, TrialEnd end) {
    post([this, number, end = std::move(end)]() mutable { end_trial(number, std::move(end)); });
}

void Session::Impl::end_trial(int number, TrialEnd end) {
    Row& one = row(number);
    one.running.reset();
    one.watch.stop();
    leases.release(*one.lease, holder_name(number));
    one.lease.reset();
    exhausted = false;  // what a tuner had to wait for may have come
    changed(number);
    one.record.steps = one.progress->step;
    one.record.epochs = one.progress->epoch;
    config::Value facts = origin;
    if (end.outcome) {
        one.record.steps = end.outcome->steps;
        one.record.epochs = end.outcome->epochs;
        for (const auto& [name, value] : end.outcome->metrics) one.record.metrics.set(name, value);
        if (end.outcome->facts.is_dict())
            for (const auto& [key, value] : end.outcome->facts.as_dict()) facts.as_dict().emplace_back(key, value);
    }
    one.record.facts = std::move(facts);
    if (const auto& error = end.session_error) {
        set_aside(number);
        return error->kind == disk_full ? break_record(*error) : break_off(error->str());
    }
    if (!end.outcome) return finish(number, search::TrialState::failed, end.failure);
    set_objective(one, end.outcome->metrics);
    if (end.outcome->end == TrialEnding::stopped) {
        if (one.cancel) return finish(number, search::TrialState::user_canceled, "canceled");
        if (state == SessionState::stopping) return set_aside(number);
        return finish(number, search::TrialState::failed, "the training stopped without being asked to");
    }
    set_objectives(one);
    std::string missing = is_search && !one.record.objective ? objective.metric : std::string();
    for (const auto& wanted : experiment.search.objectives)
        if (missing.empty() && !one.record.metrics.get(wanted.metric)) missing = wanted.metric;
    if (!missing.empty())
        return finish(
            number, search::TrialState::failed,
            "the objective '" + missing + "' was never reported; the trial reports " + names_of(end.outcome->metrics));
    if (end.outcome->end == TrialEnding::early_stopped)
        return finish(number, search::TrialState::early_stopped, end.outcome->reason);
    finish(number, search::TrialState::succeeded, {});
}

void Session::Impl::set_objective(Row& one, const std::map<std::string, double>& metrics) const {
    const auto& reports = trial(one.record.number).reports;
    std::optional<double> last;
    std::optional<double> best;
    for (const auto& report : reports) {
        last = report.value;
        if (!best || study.history().better(report.value, *best)) best = report.value;
    }
    if (const auto it = metrics.find(objective.metric); reports.empty() && it != metrics.end())
        last = best = it->second;
    one.record.objective_last = last;
    one.record.objective_best = best;
    one.record.objective = objective.use_best ? best : last;
}

// Of several objectives: the last value of each.
void Session::Impl::set_objectives(Row& one) const {
    one.record.objectives.clear();
    for (const auto& wanted : experiment.search.objectives)
        one.record.objectives.push_back(one.record.metrics.number_or(wanted.metric, NAN));
    if (!one.record.objectives.empty() && one.record.objective) one.record.objectives.front() = *one.record.objective;
}

void Session::Impl::set_aside(int number) {
    Row& one = row(number);
    one.record.state = search::TrialState::waiting;
    one.record.end = now();
    one.record.objective.reset();
    study.interrupt(number);
    waiting.push_front(number);
    // On a full disk neither may work; the trial is resumable all the same, as after a crash.
    static_cast<void>(store::write_trial_record(store::trial_folder(folder, number), one.record));
    write(store::event::Interrupted{number});
}

void Session::Impl::finish(int number, search::TrialState at, std::string error) {
    Row& one = row(number);
    one.record.state = at;
    one.record.error = std::move(error);
    one.record.end = now();
    one.waiting_for.clear();
    const bool has_result = at == search::TrialState::succeeded || at == search::TrialState::early_stopped;
    if (!has_result) one.record.objective.reset();
    const fs::path place = store::trial_folder(folder, number);
    if (!has_result) one.record.objectives.clear();
    if (one.record.objectives.empty()) study.tell(number, at, one.record.objective, one.record.error);
    else study.tell_all(number, at, one.record.objectives, one.record.error);
    changed(number);
    // trial.json first: it outranks the journal.
    auto done = make_folders(place).and_then([&] { return store::write_trial_record(place, one.record); });
    if (!done) return break_record(done.error());
    write(store::event::Finished{number, at, one.record.objective, one.record.error, one.record.objectives});
    if (auto flushed = journal.flush_to_disk(); !flushed) break_record(flushed.error());
}

void Session::Impl::cancel(int number) {
    if (number < 0 || number >= static_cast<int>(rows.size())) return;
    Row& one = row(number);
    if (one.running) {
        one.cancel = true;
        one.running->request_stop();
    } else if (std::erase(waiting, number) > 0) {
        finish(number, search::TrialState::user_canceled, "canceled");
    }
}

void Session::Impl::rerun_failed() {
    std::vector<space::Params> again;
    for (const auto& one : study.history().trials)
        if (one.state == search::TrialState::failed) again.push_back(one.params);
    add_trials(again, false);
}

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/trial_judge.h"

#include <cmath>
#include <optional>

#include "core/run/trial_objective.h"

namespace lathe::run {

namespace {

std::string names_of(const std::map<std::string, double>& metrics) {
    std::string text;
    for (const auto& [name, value] : metrics) text += (text.empty() ? "" : ", ") + name;
    return text.empty() ? "nothing" : text;
}

store::TrialRecord with_state(store::TrialRecord record, search::TrialState state, std::string error = {}) {
    record.state = state;
    record.error = std::move(error);
    return record;
}

}  // namespace

store::TrialRecord TrialJudge::judge(store::TrialRecord record, const TrialOutcome& outcome,
                                     const search::History& history, StopCause cause) const {
    using search::TrialState;
    record.steps = outcome.steps;
    record.epochs = outcome.epochs;
    for (const auto& [name, value] : outcome.metrics) record.metrics.set(name, value);
    set_objective(record, outcome, history);
    if (outcome.end == TrialEnding::stopped) {
        switch (cause) {
            case StopCause::trial_canceled: return with_state(std::move(record), TrialState::user_canceled, "canceled");
            case StopCause::session_stops: return with_state(std::move(record), TrialState::waiting);
            case StopCause::none: break;
        }
        return with_state(std::move(record), TrialState::failed, "the training stopped without being asked to");
    }
    set_objectives(record);
    set_constrained(record);
    // One that was stopped early may not have come to it, nor to what a constraint asks for, which counts as broken.
    const bool is_early = outcome.end == TrialEnding::early_stopped;
    if (const auto missing = unreported_objective(record); !missing.empty() && !(is_early && record.objective))
        return with_state(
            std::move(record), TrialState::failed,
            "the objective '" + missing + "' was never reported; the trial reports " + names_of(outcome.metrics));
    if (auto reason = broken_objective(record); !reason.empty())
        return with_state(std::move(record), TrialState::failed, std::move(reason));
    if (const auto missing = unreported_constraint(record); !missing.empty() && !is_early)
        return with_state(std::move(record), TrialState::failed,
                          "the metric '" + missing + "' of search.constraints was never reported; the trial reports " +
                              names_of(outcome.metrics));
    if (is_early) return with_state(std::move(record), TrialState::early_stopped, outcome.reason);
    return with_state(std::move(record), TrialState::succeeded);
}

void TrialJudge::set_objective(store::TrialRecord& record, const TrialOutcome& outcome,
                               const search::History& history) const {
    const auto objective = trial_objective(kind_, settings_);
    const auto& reports = history.trials[static_cast<std::size_t>(record.number)].reports;
    std::optional<double> last;
    std::optional<double> best;
    for (const auto& report : reports) {
        last = report.value;
        if (!best || history.better(report.value, *best)) best = report.value;
    }
    if (const auto it = outcome.metrics.find(objective.metric); reports.empty() && it != outcome.metrics.end())
        last = best = it->second;
    record.objective_last = last;
    record.objective_best = best;
    record.objective = objective.use_best ? best : last;
}

// Of several objectives: the last value of each.
void TrialJudge::set_objectives(store::TrialRecord& record) const {
    record.objectives.clear();
    for (const auto& wanted : settings_.objectives)
        record.objectives.push_back(record.metrics.number_or(wanted.metric, NAN));
    if (!record.objectives.empty() && record.objective) record.objectives.front() = *record.objective;
}

void TrialJudge::set_constrained(store::TrialRecord& record) const {
    record.constrained.clear();
    if (kind_ != search::Purpose::search) return;
    for (const auto& one : settings_.constraints)
        record.constrained.push_back(record.metrics.number_or(one.metric, NAN));
}

std::string TrialJudge::unreported_constraint(const store::TrialRecord& record) const {
    if (kind_ != search::Purpose::search) return {};
    for (const auto& one : settings_.constraints)
        if (!record.metrics.get(one.metric)) return one.metric;
    return {};
}

std::string TrialJudge::unreported_objective(const store::TrialRecord& record) const {
    if (kind_ == search::Purpose::search && settings_.objective && !record.objective)
        return settings_.objective->metric;
    for (const auto& wanted : settings_.objectives)
        if (!record.metrics.get(wanted.metric)) return wanted.metric;
    return {};
}

std::string TrialJudge::broken_objective(const store::TrialRecord& record) const {
    const auto said = [](const std::string& metric, double value) {
        const char* what = std::isnan(value) ? "not a number" : "infinite";
        return "the objective '" + metric + "' is " + what + " at the end of the trial";
    };
    if (record.objective && !std::isfinite(*record.objective))
        return said(trial_objective(kind_, settings_).metric, *record.objective);
    for (std::size_t i = 0; i < record.objectives.size(); ++i) {
        const std::string& metric = settings_.objectives[i].metric;
        if (!std::isfinite(record.objectives[i]) && record.metrics.get(metric))
            return said(metric, record.objectives[i]);
    }
    return {};
}

}  // namespace lathe::run

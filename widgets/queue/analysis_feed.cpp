// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/queue/analysis_feed.h"

#include "core/base/clock.h"
#include "core/run/usage/usage_meter.h"

namespace lathe::gui {

bool hasBegun(const run::TrialStatus& trial) {
    return trial.state != search::TrialState::waiting || trial.start.has_value() || trial.step > 0;
}

ParallelTable parallelTableOf(const run::SessionStatus& status, const space::Space& space) {
    std::vector<const run::TrialStatus*> shown;
    for (const run::TrialStatus& trial : status.trials)
        if (hasBegun(trial)) shown.push_back(&trial);
    std::vector<ParallelTrial> rows;
    for (const run::TrialStatus* trial : shown) rows.push_back({trial->number, trial->params, trial->objective});
    ParallelTable table = makeParallelTable(space, QString::fromStdString(status.metric), rows);
    for (std::size_t i = 1; i < status.objectives.size(); ++i) {
        std::vector<std::optional<double>> values;
        for (const run::TrialStatus* trial : shown)
            values.push_back(i < trial->objectives.size() ? std::optional(trial->objectives[i]) : std::nullopt);
        const search::Objective& objective = status.objectives[i];
        addObjectiveAxis(table, QString::fromStdString(objective.metric), objective.mode == search::Mode::minimize,
                         values);
    }
    return table;
}

void AnalysisFeed::clear() {
    points_.clear();
}

void AnalysisFeed::add(const run::Mailbox::Batch& batch) {
    for (const auto& [key, points] : batch.points) {
        if (key.metric.starts_with(run::usage_prefix)) continue;  // no result of the trial
        Points& known = points_[key.trial][key.metric];
        for (const store::ScalarPoint& point : points) {
            // A trial that went on from a checkpoint takes back what it had reported beyond it.
            while (!known.empty() && known.back().x() >= static_cast<double>(point.step)) known.pop_back();
            known.emplace_back(static_cast<double>(point.step), point.value);
        }
    }
}

AnalysisInput AnalysisFeed::input(const run::SessionStatus& status, const space::Space& space) const {
    AnalysisInput input;
    input.metric = QString::fromStdString(status.metric);
    input.mode = status.mode;
    for (const search::Objective& one : status.objectives)
        input.several.emplace_back(QString::fromStdString(one.metric), one.mode);
    input.space = space;
    input.now = to_unix_seconds(now());
    for (const run::TrialStatus& trial : status.trials) {
        if (!hasBegun(trial)) continue;
        AnalysisTrial one{trial.number, trial.number, Analysis::tr("Trial %1").arg(trial.number),
                          trial.state,  trial.params, trial.objective};
        one.start = trial.start ? std::optional(to_unix_seconds(*trial.start)) : std::nullopt;
        one.end = trial.end ? std::optional(to_unix_seconds(*trial.end)) : std::nullopt;
        one.device = QString::fromStdString(trial.device);
        one.reason = QString::fromStdString(trial.error);
        one.isFeasible = !(trial.violation > 0);
        if (const auto found = points_.find(trial.number); found != points_.end()) {
            for (const auto& [metric, points] : found->second) {
                if (points.empty()) continue;
                one.metrics[QString::fromStdString(metric)] = points.back().y();
                if (metric == status.metric) input.reports[trial.number] = points;
            }
        }
        // Trials of before a resume have their objectives, but no points.
        for (std::size_t i = 0; i < trial.objectives.size() && i < input.several.size(); ++i)
            one.metrics[input.several[i].first] = trial.objectives[i];
        input.trials.push_back(std::move(one));
    }
    input.table = parallelTableOf(status, space);
    return input;
}

}  // namespace lathe::gui

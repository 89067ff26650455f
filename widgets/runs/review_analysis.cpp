// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/review_analysis.h"

#include "core/base/clock.h"

namespace lathe::gui {

AnalysisInput analysisOf(const store::StudyRecord& study, const space::Space& space, ParallelTable table, RunIds& ids,
                         const std::map<int, std::vector<QPointF>>& reports) {
    AnalysisInput input;
    input.metric = QString::fromStdString(study.metric);
    input.mode = study.mode;
    for (const auto& [metric, mode] : study.objectives)
        input.several.emplace_back(QString::fromStdString(metric), mode);
    input.space = space;
    input.table = std::move(table);
    input.now = to_unix_seconds(now());
    const QString folder = QString::fromStdString(study.folder.string());
    for (const store::TrialRecord& trial : study.trials) {
        const int run = ids.idOf({folder, trial.number});
        AnalysisTrial one{run,         trial.number, Analysis::tr("Trial %1").arg(trial.number),
                          trial.state, trial.params, trial.objective};
        if (trial.metrics.is_dict())
            for (const auto& [name, value] : trial.metrics.as_dict())
                if (value.is_number()) one.metrics[QString::fromStdString(name)] = value.as_number();
        one.start = trial.start ? std::optional(to_unix_seconds(*trial.start)) : std::nullopt;
        one.end = trial.end ? std::optional(to_unix_seconds(*trial.end)) : std::nullopt;
        one.device = QString::fromStdString(trial.device);
        one.reason = QString::fromStdString(trial.error);
        one.isFeasible = !(trial.violation > 0);
        if (const auto found = reports.find(run); found != reports.end()) input.reports[run] = found->second;
        input.trials.push_back(std::move(one));
    }
    return input;
}

}  // namespace lathe::gui

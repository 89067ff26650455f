// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include "core/search/analysis/rank_shares.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

ChartPicture intermediatePicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    using search::TrialState;
    ChartPicture picture;
    const std::vector<double> ranks = search::rank_shares(input.objectives(), input.mode);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < input.trials.size(); ++i)
        if (input.reports.contains(input.trials[i].run)) order.push_back(i);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ranks[a] < ranks[b]; });
    std::vector<double> steps;
    std::vector<double> values;
    bool anyStopped = false;
    bool anyFailed = false;
    for (const std::size_t i : order) {
        const AnalysisTrial& trial = input.trials[i];
        ChartPath path{input.reports.at(trial.run), false, ChartInk::ofQuality(ranks[i]), 1.3, trial.run};
        if (path.points.empty()) continue;
        if (!search::is_final(trial.state)) path.ink = {ChartInk::accent};
        path.hasEnd = true;
        if (trial.state == TrialState::early_stopped) path.end = ChartMark::bar;
        if (trial.state == TrialState::failed) path.end = ChartMark::cross;
        anyStopped = anyStopped || trial.state == TrialState::early_stopped;
        anyFailed = anyFailed || trial.state == TrialState::failed;
        for (const QPointF& point : path.points) {
            steps.push_back(point.x());
            values.push_back(point.y());
        }
        picture.paths.push_back(std::move(path));
    }
    if (picture.paths.empty()) picture.empty = Analysis::tr("No trial has reported %1 yet").arg(input.metric);
    picture.x = numberAxis(Analysis::tr("step"), steps);
    picture.y = numberAxis(input.metric, values, choice.logY);
    picture.rampWorst = Analysis::tr("worst");
    picture.rampBest = Analysis::tr("best");
    if (anyStopped) picture.keys.push_back({{ChartInk::text}, ChartMark::bar, Analysis::tr("stopped early")});
    if (anyFailed) picture.keys.push_back({{ChartInk::text}, ChartMark::cross, Analysis::tr("failed")});
    return picture;
}

}  // namespace lathe::gui

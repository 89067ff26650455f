// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <limits>

#include "core/search/analysis/best_so_far.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

ChartPicture historyPicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    using search::TrialState;
    ChartPicture picture;
    const std::vector<double> objectives = input.objectives();
    std::vector<double> feasible = objectives;
    for (std::size_t i = 0; i < feasible.size(); ++i)
        if (!input.trials[i].isFeasible) feasible[i] = std::numeric_limits<double>::quiet_NaN();
    const std::vector<double> best = search::best_so_far(feasible, input.mode);
    std::vector<double> numbers;
    ChartPath line{{}, true, {ChartInk::text}, 2};
    bool anyStopped = false;
    bool anyInfeasible = false;
    bool anyBroken = false;
    int without = 0;
    for (std::size_t i = 0; i < input.trials.size(); ++i) {
        const AnalysisTrial& trial = input.trials[i];
        if (!search::is_final(trial.state)) continue;
        const double number = trial.number;
        numbers.push_back(number);
        ChartPoint point{number, objectives[i], trial.run};
        if (!std::isfinite(objectives[i])) {
            point.ink = {ChartInk::bad};
            ++without;
        } else if (!trial.isFeasible) {
            point.ink = {ChartInk::bad};
            point.mark = ChartMark::cross;
            anyInfeasible = true;
        } else if (trial.state == TrialState::early_stopped) {
            point.ink = {ChartInk::warning};
            point.mark = ChartMark::bar;
            anyStopped = true;
        } else if (trial.state != TrialState::succeeded) {
            point.ink = {ChartInk::faint};
            point.mark = ChartMark::cross;
            anyBroken = true;
        }
        picture.points.push_back(point);
        if (std::isfinite(best[i])) line.points.emplace_back(number, best[i]);
    }
    if (picture.points.empty()) {
        picture.empty = Analysis::tr("No trial has finished yet");
        return picture;
    }
    picture.x = numberAxis(Analysis::tr("trial"), numbers);
    picture.y = numberAxis(input.metric, objectives, choice.logY);
    picture.keys = {{{ChartInk::accent}, ChartMark::dot, Analysis::tr("trial")},
                    {{ChartInk::text}, ChartMark::line, Analysis::tr("best so far")}};
    if (anyStopped) picture.keys.push_back({{ChartInk::warning}, ChartMark::bar, Analysis::tr("stopped early")});
    if (anyInfeasible) picture.keys.push_back({{ChartInk::bad}, ChartMark::cross, Analysis::tr("breaks a constraint")});
    if (anyBroken) picture.keys.push_back({{ChartInk::faint}, ChartMark::cross, Analysis::tr("failed or canceled")});
    if (without > 0) {
        picture.keys.push_back({{ChartInk::bad}, ChartMark::triangle, Analysis::tr("no finite value")});
        picture.note = Analysis::tr("%n trial(s) without a finite objective, marked at the edge", nullptr, without);
    }
    if (!line.points.empty()) picture.paths.push_back(std::move(line));
    return picture;
}

}  // namespace lathe::gui

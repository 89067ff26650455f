// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "core/search/analysis/pareto_front.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

ChartPicture paretoPicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    using search::Mode;
    ChartPicture picture;
    const std::vector<double> xs = metricColumn(input, choice.first);
    const std::vector<double> ys = metricColumn(input, choice.second);
    std::vector<std::pair<double, double>> points;
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    for (std::size_t i = 0; i < xs.size(); ++i)
        points.emplace_back(input.trials[i].isFeasible ? std::pair(xs[i], ys[i]) : std::pair(none, none));
    const auto front = search::pareto_front(points, choice.maximizeFirst ? Mode::maximize : Mode::minimize,
                                            choice.maximizeSecond ? Mode::maximize : Mode::minimize);
    const std::set<std::size_t> onFront(front.begin(), front.end());
    int missing = 0;
    bool anyInfeasible = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!search::is_final(input.trials[i].state) || onFront.contains(i)) continue;
        if (!std::isfinite(xs[i]) || !std::isfinite(ys[i])) {
            ++missing;
            continue;
        }
        const bool isFeasible = input.trials[i].isFeasible;
        anyInfeasible |= !isFeasible;
        picture.points.push_back({xs[i],
                                  ys[i],
                                  input.trials[i].run,
                                  {isFeasible ? ChartInk::faint : ChartInk::bad},
                                  isFeasible ? ChartMark::dot : ChartMark::cross});
    }
    // The border of what is dominated: level while the first objective gets worse, then to the next point.
    ChartPath line{{}, false, {ChartInk::accent}, 1.5};
    for (std::size_t k = 0; k < front.size(); ++k) {
        const QPointF at(xs[front[k]], ys[front[k]]);
        if (k > 0) {
            const QPointF before = line.points.back();
            line.points.push_back(choice.maximizeFirst ? QPointF(before.x(), at.y()) : QPointF(at.x(), before.y()));
        }
        line.points.push_back(at);
        picture.points.push_back({at.x(), at.y(), input.trials[front[k]].run, {ChartInk::accent}, ChartMark::diamond});
    }
    picture.paths.push_back(std::move(line));
    const auto label = [](const QString& name, bool maximize) {
        return maximize ? Analysis::tr("%1 (more is better)").arg(name) : Analysis::tr("%1 (less is better)").arg(name);
    };
    picture.x = numberAxis(label(choice.first, choice.maximizeFirst), xs);
    if (choice.first == durationMetric()) picture.x.kind = ChartAxis::duration;
    picture.y = numberAxis(label(choice.second, choice.maximizeSecond), ys, choice.logY);
    if (choice.second == durationMetric()) picture.y.kind = ChartAxis::duration;
    picture.keys = {
        {{ChartInk::accent}, ChartMark::diamond, Analysis::tr("on the Pareto front (%1)").arg(front.size())},
        {{ChartInk::faint}, ChartMark::dot, Analysis::tr("dominated")}};
    if (anyInfeasible) picture.keys.push_back({{ChartInk::bad}, ChartMark::cross, Analysis::tr("breaks a constraint")});
    picture.note = leftOut(missing, Analysis::tr("without finite values of both"));
    if (choice.first == choice.second) picture.empty = Analysis::tr("Choose two different metrics");
    else if (front.empty()) picture.empty = Analysis::tr("No finished trial has both metrics yet");
    return picture;
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "core/search/analysis/distribution_function.h"
#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

ChartPicture distributionPicture(const AnalysisInput& input, const AnalysisChoice&) {
    ChartPicture picture;
    const std::vector<double> objectives = input.objectives();
    const auto function = search::distribution_function(objectives);
    if (function.values.empty()) {
        picture.empty = Analysis::tr("No finished trial has a finite objective yet");
        return picture;
    }
    picture.x = numberAxis(input.metric, function.values);
    picture.y = numberAxis(Analysis::tr("share of the trials"), {0, 1});
    ChartPath path{{}, true, {ChartInk::accent}, 2};
    path.points.emplace_back(picture.x.scale.low, 0);
    for (std::size_t i = 0; i < function.values.size(); ++i)
        path.points.emplace_back(function.values[i], function.shares[i]);
    path.points.emplace_back(picture.x.scale.high, 1);
    picture.paths.push_back(std::move(path));
    int without = 0;
    for (std::size_t i = 0; i < objectives.size(); ++i)
        without += search::is_final(input.trials[i].state) && !std::isfinite(objectives[i]) ? 1 : 0;
    picture.note = leftOut(without, Analysis::tr("without a finite objective"));
    return picture;
}

}  // namespace lathe::gui

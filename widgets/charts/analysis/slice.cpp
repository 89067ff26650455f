// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

ChartPicture slicePicture(const AnalysisInput& input, const AnalysisChoice& choice) {
    ChartPicture picture;
    const ParameterColumn column = parameterColumn(input, choice.first);
    const std::vector<double> objectives = input.objectives();
    const double last = std::max<double>(1, double(input.trials.size()) - 1);
    int missing = 0;
    for (std::size_t i = 0; i < input.trials.size(); ++i) {
        if (!search::is_final(input.trials[i].state)) continue;
        if (!std::isfinite(column.at[i])) {
            ++missing;
            continue;
        }
        ChartPoint point{column.at[i], objectives[i], input.trials[i].run};
        point.ink = std::isfinite(objectives[i]) ? ChartInk::ofQuality(double(i) / last) : ChartInk{ChartInk::bad};
        picture.points.push_back(point);
    }
    if (choice.first.isEmpty()) picture.empty = Analysis::tr("This study has no parameters to look at");
    else if (picture.points.empty()) picture.empty = Analysis::tr("No finished trial has this parameter yet");
    picture.x = column.axis;
    picture.y = numberAxis(input.metric, objectives, choice.logY);
    picture.rampWorst = Analysis::tr("first", "trial");
    picture.rampBest = Analysis::tr("latest", "trial");
    picture.note = leftOut(missing, Analysis::tr("without this parameter"));
    return picture;
}

}  // namespace lathe::gui

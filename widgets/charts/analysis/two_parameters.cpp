// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/analysis/two_parameters.h"

#include <cmath>

namespace lathe::gui {

TwoParameters twoParameters(const AnalysisInput& input, const AnalysisChoice& choice, ChartPicture& picture) {
    TwoParameters both{
        parameterColumn(input, choice.first), parameterColumn(input, choice.second), {}, input.objectives()};
    int missing = 0;
    for (std::size_t i = 0; i < input.trials.size(); ++i) {
        if (!search::is_final(input.trials[i].state)) continue;
        const bool whole =
            std::isfinite(both.x.at[i]) && std::isfinite(both.y.at[i]) && std::isfinite(both.objectives[i]);
        if (whole) both.rows.push_back(i);
        else ++missing;
    }
    picture.x = both.x.axis;
    picture.y = both.y.axis;
    picture.note = leftOut(missing, Analysis::tr("without both parameters and a finite objective"));
    if (input.parameters().size() < 2) picture.empty = Analysis::tr("This chart needs a study with two parameters");
    else if (choice.first == choice.second) picture.empty = Analysis::tr("Choose two different parameters");
    else if (both.rows.empty()) picture.empty = Analysis::tr("No finished trial has both parameters yet");
    return both;
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the charts over two parameters share: the axes, and the trials that have both.
#pragma once

#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

struct TwoParameters {
    ParameterColumn x;
    ParameterColumn y;
    std::vector<std::size_t> rows;  // finished trials with a finite objective and both parameters
    std::vector<double> objectives;
};

// Sets the axes of `picture`, its note, and its message when there is nothing to see.
TwoParameters twoParameters(const AnalysisInput& input, const AnalysisChoice& choice, ChartPicture& picture);

}  // namespace lathe::gui

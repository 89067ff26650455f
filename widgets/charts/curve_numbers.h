// SPDX-License-Identifier: GPL-3.0-or-later
// The points behind curves as CSV.
#pragma once

#include <string>
#include <vector>

#include "widgets/charts/chart_export.h"

namespace lathe::gui {

struct CurvesScene;

// Of the runs that the scene shows, metric by metric; the points are copied now. GUI thread.
ChartNumbers curveNumbers(const CurvesScene& scene, const std::vector<std::string>& metrics);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A curves chart as a picture with its title and legend, or as the recorded points.
#pragma once

#include "widgets/charts/chart_export.h"

namespace lathe::gui {

class CurvesPlot;
struct CurvesScene;

// Both must outlive what is given back.
ChartExport exportCurves(const CurvesScene& scene, CurvesPlot& plot);

}  // namespace lathe::gui

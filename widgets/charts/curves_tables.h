// SPDX-License-Identifier: GPL-3.0-or-later
// The curves that are shown as tables: one row a run, and the points. GUI thread.
#pragma once

#include <vector>

#include "widgets/charts/chart_table.h"
#include "widgets/charts/curves_scene.h"

namespace lathe::gui {

// Of a run's points at most a few hundred, evenly chosen; all are in the exported CSV.
std::vector<ChartTable> curvesTables(const CurvesScene& scene);

}  // namespace lathe::gui

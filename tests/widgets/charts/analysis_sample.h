// SPDX-License-Identifier: GPL-3.0-or-later
// A study for the tests of the analysis charts.
#pragma once

#include "widgets/charts/analysis/charts.h"

namespace lathe::gui {

// `trials` trials over a learning rate (log), an optimizer, its momentum (missing for Adam), and a batch size; the best
// learning rate is near 3e-3. Every eighth trial is stopped early, every eleventh fails, one objective is NaN.
AnalysisInput sampleStudy(int trials);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the curves of trials can be coloured, dashed and grouped by: their studies, states and parameters. GUI thread.
#pragma once

#include <vector>

#include "widgets/charts/curves_styling.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/run_ids.h"

namespace lathe::gui {

// The name that people gave it, else that of its folder.
QString nameOfStudy(const StudyPtr& study);
// "study", as the properties name it.
QString studyProperty();

// Of trials of one study that is left out.
std::vector<CurveProperty> propertiesOf(const std::vector<SelectedTrial>& trials, RunIds& ids);
// Those that some of them have in common; groups of a study have its colour.
std::vector<CurveGrouping> groupingsOf(const std::vector<SelectedTrial>& trials, RunIds& ids);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What the curves of trials can be coloured, dashed and grouped by: their studies, states and parameters. GUI thread.
#pragma once

#include <vector>

#include "widgets/charts/curves_styling.h"
#include "widgets/runs/review_data.h"
#include "widgets/runs/run_ids.h"
#include "widgets/runs/study_names.h"

namespace lathe::gui {

bool areOfSeveralStudies(const std::vector<SelectedTrial>& trials);
// The name that people gave each study of them, else that of its folder.
StudyNames studyNamesOf(const std::vector<SelectedTrial>& trials);
// "study", as the properties name it.
QString studyProperty();

// Of trials of one study that is left out.
std::vector<CurveProperty> propertiesOf(const std::vector<SelectedTrial>& trials, RunIds& ids);
// Those that some of them have in common; groups of a study have its colour.
std::vector<CurveGrouping> groupingsOf(const std::vector<SelectedTrial>& trials, RunIds& ids);

}  // namespace lathe::gui

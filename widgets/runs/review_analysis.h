// SPDX-License-Identifier: GPL-3.0-or-later
// What the analysis charts of a recorded study are computed from.
#pragma once

#include "core/store/study_record.h"
#include "widgets/charts/analysis/analysis_input.h"
#include "widgets/runs/run_ids.h"

namespace lathe::gui {

// `table`: a row for each trial of the study, in its order. `reports`: by run, of those trials that are read.
AnalysisInput analysisOf(const store::StudyRecord& study, const space::Space& space, ParallelTable table, RunIds& ids,
                         const std::map<int, std::vector<QPointF>>& reports);

}  // namespace lathe::gui

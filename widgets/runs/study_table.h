// SPDX-License-Identifier: GPL-3.0-or-later
// The trials of a recorded study as parallel coordinates. Pure but for the numbers that trials are given.
#pragma once

#include "core/space/space.h"
#include "core/store/study_record.h"
#include "widgets/charts/parallel_table.h"
#include "widgets/runs/run_ids.h"

namespace lathe::gui {

// A row for each trial of the study, in its order, with an axis for each objective. `space`: of the experiment; an
// empty one, as of an experiment that cannot be read any more: the axes are the parameters themselves, of numbers where
// all are.
ParallelTable tableOfStudy(const store::StudyRecord& study, const space::Space& space, RunIds& ids);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the Review room's comparisons. GUI thread.
#pragma once

#include <vector>

#include "widgets/charts/parallel_table.h"
#include "widgets/runs/compare_model.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

// State, objective, times, every parameter, every metric's last value; whether it was reproduced when `texts` tell it.
std::vector<CompareRow> parameterRows(const std::vector<SelectedTrial>& trials,
                                      const std::vector<TrialTexts>& texts = {});
// Device, host, versions, seeds: trial.json's facts; then what `texts` tell of the recorded environment, code and data.
std::vector<CompareRow> environmentRows(const std::vector<SelectedTrial>& trials,
                                        const std::vector<TrialTexts>& texts = {});
// Of which of the trials nothing more than trial.json's facts is known, and why; "" when there is none. Says nothing of
// trials that are not in `texts`, which are still being read.
QString whatIsNotRecorded(const std::vector<SelectedTrial>& trials, const std::vector<TrialTexts>& texts);
// When the experiment's space cannot be read any more: axes from the parameters themselves, numbers as numeric axes.
ParallelTable tableFromParams(const QString& metric, const std::vector<ParallelTrial>& trials);

}  // namespace lathe::gui

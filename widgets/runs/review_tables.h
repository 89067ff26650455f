// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of the Review room's comparisons. GUI thread.
#pragma once

#include <map>
#include <vector>

#include "core/store/metric_summary.h"
#include "widgets/runs/compare_model.h"
#include "widgets/runs/review_data.h"

namespace lathe::gui {

// Last and best values of each metric by trial, as far as points of it were read.
using MetricsByTrial = std::map<TrialKey, store::MetricSummaries>;

// Everything that is known of the trials, in sections: parameters, metrics, what ran, config, environment. `texts` tell
// the config, the recorded environment, and whether a trial was reproduced.
std::vector<CompareRow> comparisonRows(const std::vector<SelectedTrial>& trials,
                                       const std::vector<TrialTexts>& texts = {}, const MetricsByTrial& metrics = {});
// Of which of the trials nothing more than trial.json's facts is known, and why; "" when there is none. Says nothing of
// trials that are not in `texts`, which are still being read.
QString whatIsNotRecorded(const std::vector<SelectedTrial>& trials, const std::vector<TrialTexts>& texts);

}  // namespace lathe::gui

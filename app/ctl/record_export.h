// SPDX-License-Identifier: GPL-3.0-or-later
// A study's trials and metrics as tables for other tools.
#pragma once

#include <string>

#include "core/base/json.h"
#include "core/store/study_record.h"

namespace lathe::ctl {

// number,state,objective,...,one column a parameter ("params.opt.lr"), one a last metric ("metrics.val_loss").
std::string trials_csv(const store::StudyRecord& study);
// trial,metric,step,wall_time,value: every recorded point. Damaged event files add to `warnings`.
std::string metrics_csv(const store::StudyRecord& study, std::vector<std::string>& warnings);
// The form of `show --json`, each trial with "series": {metric: [[step, wall_time, value], ...]}.
Json study_with_metrics(const store::StudyRecord& study, std::vector<std::string>& warnings);

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// Studies and trials as text for a terminal.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/store/workspace.h"

namespace lathe::ctl {

// `room`: the columns of the terminal, for which what is least important is left out; nullopt: all is shown.
std::string studies_text(const std::vector<store::StudySummary>& studies, std::optional<int> room = std::nullopt);
std::string study_text(const store::StudyRecord& study);
// The trials on the Pareto front, or that there is none.
std::string front_text(const store::StudyRecord& study);
std::string trial_text(const store::StudyRecord& study, const store::TrialRecord& trial);

}  // namespace lathe::ctl

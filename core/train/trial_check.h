// SPDX-License-Identifier: GPL-3.0-or-later
// Looks at a configuration before it trains: makes all that the trial would begin with.
#pragma once

#include <stop_token>

#include "core/run/trial_check.h"

namespace lathe::train {

// Prepares a trial of this config as far as `depth` says, without training, and says what would keep it from starting
// (a run::TrialChecker). A stop ends the reading of the data, and is the one error then.
run::TrialCheck check_trial(const config::Value& config, run::CheckDepth depth, const std::stop_token& stop);

}  // namespace lathe::train

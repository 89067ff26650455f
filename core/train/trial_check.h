// Looks at a configuration before it trains: makes all that the trial would begin with.
#pragma once

#include "core/run/trial_check.h"

namespace lathe::train {

// As run::TrialChecker.
run::TrialCheck check_trial(const config::Value& config, run::CheckDepth depth);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// What a training that has been prepared will report, and which of its options wait in vain for something.
#pragma once

#include "core/run/trial_check.h"
#include "core/train/trainer.h"

namespace lathe::train {

// Looks for such options. `trainer` has prepared `module` with `data`. Errors: monitors of metrics that nobody reports,
// a best checkpoint that will not be there. Notes: schedules that do not come to effect, and what is better the other
// way round.
run::TrialCheck outlook(Trainer& trainer, const Module& module, const DataSets& data, const config::Value& config);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// What a config asks of the optimization, and a module's own way of optimizing cannot give.
#pragma once

#include "core/config/value.h"
#include "core/train/loop/optimizer_set.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class Module;

// Throws TrainError. `optimizers`: of the module.
void check_optimization(const Module& module, const OptimizerSet& optimizers, const TrainerOptions& options,
                        const RankGroup& ranks, const config::Value& config);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// What a config asks of the optimization, and a module's own way of optimizing cannot give.
#pragma once

#include "core/config/value.h"
#include "core/train/loop/optimizer_set.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class Module;

// Throws TrainError where the config asks for what the module cannot give: factors of params that its optimizers do not
// take, averaging of weights (swa) over several optimizers, or, where it steps its optimizers itself, accumulated
// gradients, several devices, precision 16-mixed or an optimizer that computes the loss several times. `optimizers`:
// those of the module.
void check_optimization(const Module& module, const OptimizerSet& optimizers, const TrainerOptions& options,
                        const RankGroup& ranks, const config::Value& config);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// How a module's parameters are optimized, from a config.
#pragma once

#include <cstdint>

#include <torch/nn/module.h>

#include "core/config/value.h"
#include "core/train/loop/optimizer_set.h"

namespace lathe::train {

// The optimizer of `opt` over the parameters of `module` that learn, in groups with the factors of `params` (patterns
// are of names in `module`), and the schedule of `sched`. `total_steps`: as Module::configure_optimizers() gets them.
// TrainError: options that do not go together, a pattern that fits no name.
Optimization make_optimization(const config::Value& config, const torch::nn::Module& module, std::int64_t total_steps);

}  // namespace lathe::train

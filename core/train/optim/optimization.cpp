// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/optimization.h"

#include "core/train/optim/optimizer.h"
#include "core/train/optim/parameter_groups.h"

namespace lathe::train {

Optimization make_optimization(const config::Value& config, const torch::nn::Module& module, std::int64_t total_steps) {
    const auto groups = parameter_groups(module, read<ParameterOptions>(config));
    Optimization made{make_optimizer(config, groups), make_scheduler(config, total_steps), needs_closure(config), {}};
    for (const ParameterGroup& group : groups) made.lr_factors.push_back(group.lr_factor);
    return made;
}

}  // namespace lathe::train

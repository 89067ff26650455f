// SPDX-License-Identifier: GPL-3.0-or-later
// Optimizers by name.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <torch/optim/optimizer.h>

#include "core/config/value.h"
#include "core/train/optim/parameter_groups.h"

namespace lathe::train {

// The optimizer of the config's `opt` group over these parameters. Throws TrainError on options that do not go
// together.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(const config::Value& config,
                                                        std::vector<torch::Tensor> parameters);
// The same over groups, whose factors are of the config's lr and weight_decay. TrainError: this optimizer knows only
// one group, or no weight decay.
std::unique_ptr<torch::optim::Optimizer> make_optimizer(const config::Value& config,
                                                        const std::vector<ParameterGroup>& groups);
// Whether its step() computes the loss itself, several times.
bool needs_closure(const config::Value& config);
// Gives the tensors that LBFGS has not yet filled empty values, which nothing reads: LibTorch cannot write an optimizer
// without them.
void make_writable(torch::optim::Optimizer& optimizer);
// The momentum of an optimizer's options, or the first beta; nullopt: an optimizer without.
std::optional<double> momentum_of(const torch::optim::OptimizerOptions& options);
// Sets it; nothing happens to an optimizer without.
void set_momentum(torch::optim::OptimizerOptions& options, double momentum);
// The built-in values of opt.name; without those of plug-ins.
std::vector<std::string> optimizer_names();

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a module in groups that share a learning rate and a weight decay.
#pragma once

#include <vector>

#include <torch/nn/module.h>

#include "core/train/optim/parameter_options.h"
#include "core/train/tensor.h"

namespace lathe::train {

// Parameters that share their factors.
struct ParameterGroup {
    double lr_factor = 1;
    double weight_decay_factor = 1;
    std::vector<torch::Tensor> parameters;  // in the order of the module
};

// Freezes the parameters that match `freeze`: they do not learn from now on. TrainError: a pattern that fits no name,
// or none is left to learn.
void freeze_parameters(torch::nn::Module& module, const ParameterOptions& options);
// Groups the parameters that learn by their factors; the group of the first one comes first. TrainError: a pattern that
// fits no name.
std::vector<ParameterGroup> parameter_groups(const torch::nn::Module& module, const ParameterOptions& options);

}  // namespace lathe::train

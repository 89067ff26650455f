// SPDX-License-Identifier: GPL-3.0-or-later
// The parameters of a module, each once.
#pragma once

#include <vector>

#include <torch/nn/module.h>

namespace lathe::train {

// As Module::parameters(), in its order, but what several parts share is there once: LibTorch lists it for each of
// them.
std::vector<torch::Tensor> distinct_parameters(const torch::nn::Module& module);

}  // namespace lathe::train

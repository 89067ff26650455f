// SPDX-License-Identifier: GPL-3.0-or-later
// The weights of a network under the names that Python gives them ("features.0.weight").
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/train/tensor.h"
#include "core/train/use/trained_model.h"

namespace lathe::train {

// Tensors by their names, in an order.
using NamedTensors = std::vector<std::pair<std::string, torch::Tensor>>;

// The weights of a model: parameters and buffers in the order of the network; contiguous, on the CPU. Of a model
// without a network those of its module.
NamedTensors network_weights(const TrainedModel& model);

}  // namespace lathe::train

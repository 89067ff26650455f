// SPDX-License-Identifier: GPL-3.0-or-later
// Parts of a network whose inner values are not kept for the backward pass, but computed again there.
#pragma once

#include <functional>

#include "core/train/tensor.h"

namespace lathe::train {

// What `part` gives for `x`, with the same gradients, bit for bit, dropout included; memory is needed for `x` alone
// (Chen et al. 2016, "Training deep nets with sublinear memory cost"). `x` needs a gradient. `part` stays as it is
// until the backward pass, and has no state of its own but its parameters: it is called twice.
torch::Tensor recomputed(std::function<torch::Tensor(const torch::Tensor&)> part, const torch::Tensor& x);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Losses by name.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "core/config/value.h"
#include "core/train/data/dataset.h"
#include "core/train/tensor.h"

namespace lathe::train {

// (predictions, targets) -> a scalar. Classes: predictions [batch, classes, ...], targets int64 [batch, ...] or class
// probabilities [batch, classes]. Regression: both [batch].
using Loss = std::function<torch::Tensor(const torch::Tensor&, const torch::Tensor&)>;

// The name of the loss that a config gets for this task: "auto" is settled.
std::string loss_name(const config::Value& config, Task task);
// The loss of the config's `loss` group. `classes`: that there are, for loss.weight; `class_counts`: training samples
// of each, for loss.class_weights; empty: not known. Throws TrainError when it does not fit the task.
Loss make_loss(const config::Value& config, Task task, std::int64_t classes,
               const std::vector<std::int64_t>& class_counts = {});
// The built-in values of loss.name, with auto; without those of plug-ins.
std::vector<std::string> loss_names();

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of single optimizers, for modules that optimize by themselves (Module::automatic_optimization() is false).
#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include "core/train/loop/gradient_clipping.h"
#include "core/train/loop/hook_dispatcher.h"
#include "core/train/loop/optimizer_set.h"

namespace lathe::train {

// Of one training, on its thread. All that it refers to outlives it.
class ManualOptimization {
  public:
    // Takes clipping and precision from the options. There are no optimizers until set_optimizers().
    ManualOptimization(HookDispatcher& hooks, const TrainerOptions& options, torch::Device device);

    // Sets the optimizers of the training.
    void set_optimizers(OptimizerSet& optimizers) { optimizers_ = &optimizers; }

    // One step of one optimizer: while `loss` is computed only its parameters are trained (those of the other
    // optimizers have requires_grad off), their gradients are dropped before, and clipped as train.gradient_clip_val
    // says. Gives the loss, detached. TrainError: there is no such optimizer, or it computes the loss several times.
    torch::Tensor step(std::size_t index, const std::function<torch::Tensor()>& loss);

    // The optimizer with this index, from 0. TrainError: there is none.
    torch::optim::Optimizer& optimizer(std::size_t index) const;

  private:
    HookDispatcher& hooks_;
    std::optional<GradientClipping> clipping_;
    std::optional<torch::ScalarType> narrow_;  // of mixed precision
    torch::Device device_;
    OptimizerSet* optimizers_ = nullptr;
};

}  // namespace lathe::train

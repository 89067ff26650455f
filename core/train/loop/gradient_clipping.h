// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the gradients of a step within a limit, as torch.nn.utils.clip_grad_norm_ and clip_grad_value_.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/train/tensor.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

// A limit, and what is held to it.
class GradientClipping {
  public:
    // What must not exceed the limit.
    enum class By : std::uint8_t {
        norm,  // the 2-norm of all gradients together
        value  // each number by itself
    };
    // `limit`: the largest norm, or the largest absolute value.
    GradientClipping(double limit, By by) : limit_(limit), by_(by) {}
    // The clipping that train.gradient_clip_val and its algorithm ask for; nullopt: none.
    static std::optional<GradientClipping> from(const TrainerOptions& options);

    // Changes the gradients of `parameters` in place, those that have one. Reads nothing back from the device.
    void apply(const std::vector<torch::Tensor>& parameters) const;

  private:
    double limit_;
    By by_;
};

}  // namespace lathe::train

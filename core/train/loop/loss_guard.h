// SPDX-License-Identifier: GPL-3.0-or-later
// Ends a training whose loss is no longer a number, without waiting for a GPU at each batch.
#pragma once

#include <cstdint>

#include "core/train/loop/loop_state.h"
#include "core/train/tensor.h"

namespace lathe::train {

// One training, one thread.
class LossGuard {
  public:
    // What is done about a loss that is NaN or infinite; accepted: nothing is looked at.
    enum class NonFinite : std::uint8_t { refused, accepted };
    // Nothing has been added up yet.
    explicit LossGuard(NonFinite rule) : rule_(rule) {}

    // Takes in the loss (a scalar) of the batch after `state`. On the CPU it is at hand and looked at; on a GPU it is
    // added up there. TrainError: it is NaN or infinite.
    void watch(const torch::Tensor& loss, const LoopState& state);
    // Looks at the losses that were added up. TrainError as watch().
    void check(const LoopState& state);

  private:
    void require_finite(double loss, std::int64_t step, std::int64_t epoch) const;

    NonFinite rule_;
    torch::Tensor sum_;  // undefined: nothing to look at
};

}  // namespace lathe::train

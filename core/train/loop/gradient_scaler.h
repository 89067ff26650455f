// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps gradients of float16 within its range: the loss is multiplied before the backward pass, the gradients are
// divided before the step, and a step whose gradients are not finite is left out (Micikevicius et al. 2018, "Mixed
// precision training"). Rules and numbers are those of torch.cuda.amp.GradScaler.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/json.h"
#include "core/train/tensor.h"

namespace lathe::train {

// Holds the factor of one training.
class GradientScaler {
  public:
    static constexpr double first_factor = 65536;
    static constexpr double growth = 2;
    static constexpr double backoff = 0.5;
    static constexpr std::int64_t growth_interval = 2000;  // steps without a fault until the factor grows

    // The factor by which losses are multiplied now.
    double factor() const { return factor_; }
    // The loss times the factor, with its graph; of a float16 in 32 bits, as the product may be beyond 16.
    torch::Tensor scale(const torch::Tensor& loss) const {
        return (loss.scalar_type() == torch::kHalf ? loss.to(torch::kFloat) : loss).mul(factor_);
    }
    // Divides the gradients, in place. False: one is not finite, and the step must not be made.
    bool unscale(const std::vector<torch::Tensor>& parameters) const;
    // Adapts the factor; to be called after each step, with what unscale() has said.
    void update(bool was_finite);

    // The state for checkpoints: the factor and the steps since it changed.
    Json state() const;
    // Takes what state() gave.
    void set_state(const Json& state);

  private:
    double factor_ = first_factor;
    std::int64_t good_steps_ = 0;  // since the factor changed
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/loss_guard.h"

#include <ATen/TensorOperators.h>

#include <cmath>
#include <string>

#include "core/train/error.h"

namespace lathe::train {

void LossGuard::watch(const torch::Tensor& loss, const LoopState& state) {
    if (loss.is_cpu()) {
        require_finite(loss.item<double>(), state.step + 1, state.epoch);
    } else {
        sum_ = sum_.defined() ? sum_ + loss.detach() : loss.detach();
    }
}

void LossGuard::check(const LoopState& state) {
    if (!sum_.defined()) return;
    const auto sum = sum_.item<double>();
    sum_.reset();
    require_finite(sum, state.step, state.epoch);
}

void LossGuard::require_finite(double loss, std::int64_t step, std::int64_t epoch) const {
    if (std::isfinite(loss) || rule_ == NonFinite::accepted) return;
    throw TrainError("train_loss became " + std::string(std::isnan(loss) ? "NaN" : "infinite") + " at step " +
                         std::to_string(step) + " (epoch " + std::to_string(epoch) + ")",
                     "lower opt.lr, or set train.gradient_clip_val");
}

}  // namespace lathe::train

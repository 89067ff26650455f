// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/gradient_clipping.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/clamp_max.h>
#include <ATen/ops/stack.h>
#include <c10/core/GradMode.h>

namespace lathe::train {

std::optional<GradientClipping> GradientClipping::from(const TrainerOptions& options) {
    if (!options.gradient_clip_val) return std::nullopt;
    return GradientClipping(*options.gradient_clip_val,
                            options.gradient_clip_algorithm == "value" ? By::value : By::norm);
}

void GradientClipping::apply(const std::vector<torch::Tensor>& parameters) const {
    const c10::NoGradGuard no_grad;
    std::vector<torch::Tensor> gradients;
    for (const auto& parameter : parameters) {
        if (parameter.grad().defined()) gradients.push_back(parameter.grad());
    }
    if (gradients.empty()) return;
    if (by_ == By::value) {
        for (auto& gradient : gradients) gradient.clamp_(-limit_, limit_);
        return;
    }
    std::vector<torch::Tensor> norms;
    for (const auto& gradient : gradients) norms.push_back(gradient.norm());
    const torch::Tensor factor = at::clamp_max(limit_ / (at::stack(norms).norm() + 1e-6), 1.0);
    for (auto& gradient : gradients) gradient.mul_(factor);
}

}  // namespace lathe::train

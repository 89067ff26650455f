// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/gradient_scaler.h"

#include <ATen/ops/isfinite.h>
#include <c10/core/GradMode.h>

namespace lathe::train {

bool GradientScaler::unscale(const std::vector<torch::Tensor>& parameters) const {
    const c10::NoGradGuard no_grad;
    torch::Tensor all_finite;  // on the device: it is asked once for all
    for (const torch::Tensor& parameter : parameters) {
        torch::Tensor gradient = parameter.grad();
        if (!gradient.defined()) continue;
        gradient.mul_(1 / factor_);
        const torch::Tensor finite = at::isfinite(gradient).all();
        all_finite = all_finite.defined() ? all_finite.logical_and(finite) : finite;
    }
    return !all_finite.defined() || all_finite.item<bool>();
}

void GradientScaler::update(bool was_finite) {
    if (!was_finite) {
        factor_ *= backoff;
        good_steps_ = 0;
    } else if (++good_steps_ == growth_interval) {
        factor_ *= growth;
        good_steps_ = 0;
    }
}

Json GradientScaler::state() const {
    return {{"factor", factor_}, {"good_steps", good_steps_}};
}

void GradientScaler::set_state(const Json& state) {
    factor_ = state.at("factor").get<double>();
    good_steps_ = state.at("good_steps").get<std::int64_t>();
}

}  // namespace lathe::train

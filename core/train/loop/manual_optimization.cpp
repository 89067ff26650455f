// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/manual_optimization.h"

#include <algorithm>
#include <vector>

#include "core/train/autocast.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

std::vector<torch::Tensor> parameters_of(const torch::optim::Optimizer& optimizer) {
    std::vector<torch::Tensor> all;
    for (const auto& group : optimizer.param_groups())
        all.insert(all.end(), group.params().begin(), group.params().end());
    return all;
}

bool contains(const std::vector<torch::Tensor>& tensors, const torch::Tensor& wanted) {
    return std::ranges::any_of(tensors, [&](const torch::Tensor& one) { return one.is_same(wanted); });
}

// Turns requires_grad off for the parameters of the other optimizers while it lives.
class Frozen {
  public:
    Frozen(const OptimizerSet& optimizers, std::size_t trained, const std::vector<torch::Tensor>& kept) {
        for (std::size_t i = 0; i < optimizers.size(); ++i) {
            if (i == trained) continue;
            for (const torch::Tensor& parameter : parameters_of(optimizers.optimizer(i))) {
                if (!parameter.requires_grad() || contains(kept, parameter)) continue;
                parameter.set_requires_grad(false);
                parameters_.push_back(parameter);
            }
        }
    }
    ~Frozen() {
        for (const torch::Tensor& parameter : parameters_) parameter.set_requires_grad(true);
    }
    Frozen(const Frozen&) = delete;
    Frozen& operator=(const Frozen&) = delete;

  private:
    std::vector<torch::Tensor> parameters_;
};

// training_step runs in mixed precision; gradients are computed in the precision of what they belong to.
class WithoutAutocast {
  public:
    WithoutAutocast(std::optional<torch::ScalarType> type, torch::Device device)
        : type_(type), cuda_(device.is_cuda()) {
        if (type_) compat::set_autocast(cuda_, false, *type_);
    }
    ~WithoutAutocast() {
        if (!type_) return;
        at::autocast::clear_cache();  // it has the weights as they were before the step
        compat::set_autocast(cuda_, true, *type_);
    }
    WithoutAutocast(const WithoutAutocast&) = delete;
    WithoutAutocast& operator=(const WithoutAutocast&) = delete;

  private:
    std::optional<torch::ScalarType> type_;
    bool cuda_;
};

}  // namespace

ManualOptimization::ManualOptimization(HookDispatcher& hooks, const TrainerOptions& options, torch::Device device)
    : hooks_(hooks), clipping_(GradientClipping::from(options)), narrow_(narrow_type(options)), device_(device) {}

torch::optim::Optimizer& ManualOptimization::optimizer(std::size_t index) const {
    if (optimizers_ == nullptr || index >= optimizers_->size()) {
        throw TrainError("the module asks for optimizer " + std::to_string(index) + ", and there are " +
                             std::to_string(optimizers_ == nullptr ? 0 : optimizers_->size()),
                         "return all of them from configure_optimizers; they count from 0");
    }
    return optimizers_->optimizer(index);
}

torch::Tensor ManualOptimization::step(std::size_t index, const std::function<torch::Tensor()>& loss) {
    torch::optim::Optimizer& chosen = optimizer(index);
    const std::vector<torch::Tensor> parameters = parameters_of(chosen);
    torch::Tensor value;
    {
        const Frozen others(*optimizers_, index, parameters);
        value = loss();
    }
    if (!value.defined() || value.numel() != 1) throw TrainError("optimize() needs one number, the loss");
    const WithoutAutocast plain(narrow_, device_);
    hooks_.call(hook::before_zero_grad);
    for (const torch::Tensor& parameter : parameters) parameter.mutable_grad().reset();
    hooks_.call(hook::before_backward, value);
    value.backward();
    hooks_.call(hook::after_backward);
    hooks_.call(hook::before_optimizer_step);
    if (clipping_) clipping_->apply(parameters);
    chosen.step();
    return value.detach();
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/optimization_step.h"

#include <ATen/TensorOperators.h>
#include <ATen/ops/zeros.h>
#include <c10/core/GradMode.h>

#include "core/base/plural.h"
#include "core/train/autocast.h"
#include "core/train/distinct_parameters.h"
#include "core/train/error.h"
#include "core/train/module.h"

namespace lathe::train {

OptimizationStep::OptimizationStep(HookDispatcher& hooks, LossGuard& guard, const TrainerOptions& options,
                                   torch::Device device, Profiler* profiler)
    : hooks_(hooks),
      guard_(guard),
      clipping_(GradientClipping::from(options)),
      narrow_(narrow_type(options)),
      device_(device),
      accumulation_(options.accumulate_grad_batches),
      profiler_(profiler) {
    if (narrow_ == torch::kHalf) scaler_.emplace();
}

OptimizationStep::Outcome OptimizationStep::run(Module& module, OptimizerSet& optimizers, const Batch& batch,
                                                const LoopState& state, std::int64_t batches) {
    if (!module.automatic_optimization()) return {step_by_module(module, batch, state), true};
    if (optimizers.needs_closure()) return {step_with_closure(module, optimizers, batch, state), true};
    const bool holds = holds_gradients(state.batch + 1, batches);
    const torch::Tensor loss =
        loss_and_gradients(module, batch, state, accumulation_, holds ? Gradients::keep : Gradients::reduce, [&] {
            if (state.batch % accumulation_ == 0) zero_gradients(optimizers);
        });
    guard_.watch(loss, state);
    if (holds) return {loss, false};
    const bool is_finite = !scaler_ || scaler_->unscale(distinct_parameters(module));
    hooks_.call(hook::before_optimizer_step);
    clip(module);
    const ProfilerSpan span(profiler_, "optimizer step");
    if (is_finite) optimizers.step();
    if (scaler_) scaler_->update(is_finite);
    return {loss, true};
}

// The module steps its optimizers itself, in training_step.
torch::Tensor OptimizationStep::step_by_module(Module& module, const Batch& batch, const LoopState& state) {
    const torch::Tensor loss = loss_of(module, batch, state.batch).detach();
    guard_.watch(loss, state);
    return loss;
}

torch::Tensor OptimizationStep::loss_of(Module& module, const Batch& batch, std::int64_t number) {
    const ProfilerSpan span(profiler_, "training_step");
    const Autocast autocast(narrow_, device_);
    torch::Tensor loss = module.training_step(batch, number);
    if (!loss.defined() || loss.numel() != 1) {
        throw TrainError("training_step must return one number, the loss; it returned " +
                         (loss.defined() ? counted(loss.numel(), "number") : std::string("nothing")));
    }
    return loss;
}

void OptimizationStep::zero_gradients(OptimizerSet& optimizers) {
    hooks_.call(hook::before_zero_grad);
    optimizers.zero_gradients();
}

// `parts`: batches that share the step, of which this is one. A rank counts as its samples do, so that the sum of the
// gradients is the gradient of the mean over the samples of all. One without samples takes part with nothing.
torch::Tensor OptimizationStep::loss_and_gradients(Module& module, const Batch& batch, const LoopState& state,
                                                   std::int64_t parts, Gradients then,
                                                   const std::function<void()>& before_backward) {
    const bool reduces = reducer_ != nullptr && then == Gradients::reduce;
    double part = 1.0 / static_cast<double>(parts);
    if (reducer_ != nullptr) part *= static_cast<double>(batch.size) / static_cast<double>(batch.total);
    torch::Tensor loss =
        batch.size > 0 ? loss_of(module, batch, state.batch) : at::zeros({}, at::TensorOptions(device_));
    before_backward();
    if (reduces) reducer_->begin();
    if (batch.size > 0) backward(loss, part);
    if (reduces) {
        const ProfilerSpan span(profiler_, "waiting for the gradients of other ranks");
        reducer_->finish();
    }
    hooks_.call(hook::after_backward);
    return loss;
}

// `part`: of the step.
void OptimizationStep::backward(const torch::Tensor& loss, double part) {
    const torch::Tensor scaled = part == 1 ? loss : loss * part;
    hooks_.call(hook::before_backward, scaled);
    const ProfilerSpan span(profiler_, "backward");
    (scaler_ ? scaler_->scale(scaled) : scaled).backward();
}

// The loss of the whole batch: all ranks' searches along a line take the same steps.
torch::Tensor OptimizationStep::of_all_ranks(const torch::Tensor& loss, const Batch& batch) const {
    if (ranks_ == nullptr) return loss;
    torch::Tensor sum = loss.to(torch::kDouble) * (static_cast<double>(batch.size) / static_cast<double>(batch.total));
    ranks_->sum(sum);
    return sum;
}

void OptimizationStep::clip(const Module& module) const {
    if (clipping_) clipping_->apply(distinct_parameters(module));
}

// An optimizer such as LBFGS computes loss and gradients several times for one step. The hooks around the gradients
// are called each time, the loss of the first is the batch's.
torch::Tensor OptimizationStep::step_with_closure(Module& module, OptimizerSet& optimizers, const Batch& batch,
                                                  const LoopState& state) {
    if (accumulation_ != 1) {
        throw TrainError("this optimizer computes the loss several times a step and cannot accumulate batches",
                         "set train.accumulate_grad_batches to 1", "train.accumulate_grad_batches");
    }
    if (scaler_) {
        throw TrainError(
            "this optimizer computes the loss several times a step, and float16 wants a step left out now "
            "and then",
            "set train.precision to 32 or bf16-mixed", "train.precision");
    }
    if (optimizers.size() != 1) {
        throw TrainError("an optimizer that computes the loss several times a step cannot share it with others",
                         "use it alone, or another one");
    }
    torch::Tensor first;
    optimizers.optimizer().step([&] {
        const c10::AutoGradMode grad(true);
        const torch::Tensor loss =
            loss_and_gradients(module, batch, state, 1, Gradients::reduce, [&] { zero_gradients(optimizers); });
        if (!first.defined()) {
            first = loss.detach();
            guard_.watch(first, state);
            hooks_.call(hook::before_optimizer_step);
        }
        clip(module);
        return of_all_ranks(loss.detach(), batch);
    });
    return first;
}

}  // namespace lathe::train

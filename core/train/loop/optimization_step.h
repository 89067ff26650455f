// SPDX-License-Identifier: GPL-3.0-or-later
// What one training batch does to the weights: forward, backward, and a step of the optimizers once enough batches have
// added up.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "core/train/loop/gradient_clipping.h"
#include "core/train/loop/gradient_scaler.h"
#include "core/train/loop/hook_dispatcher.h"
#include "core/train/loop/loop_state.h"
#include "core/train/loop/loss_guard.h"
#include "core/train/loop/optimizer_set.h"
#include "core/train/parallel/gradient_reducer.h"

namespace lathe::train {

class Module;

// Of one training, on its thread.
class OptimizationStep {
  public:
    // All outlive it; `profiler` may be null.
    OptimizationStep(HookDispatcher& hooks, LossGuard& guard, const TrainerOptions& options, torch::Device device,
                     Profiler* profiler = nullptr);

    // The number of batches whose gradients are added up for one step. The last step of an epoch may have fewer.
    std::int64_t accumulation() const { return accumulation_; }
    // Sets that number, at least 1. Between epochs only, as the last step of an epoch takes in all gradients.
    void set_accumulation(std::int64_t batches) { accumulation_ = batches; }
    // Whether gradients of done batches wait for a step, `done` of `batches` of the epoch being done.
    bool holds_gradients(std::int64_t done, std::int64_t batches) const {
        return done % accumulation_ != 0 && done < batches;
    }

    // Sums the gradients of all ranks at each step, and outlives the step. Null: this rank is the only one.
    void set_reducer(GradientReducer* reducer, const RankGroup* ranks) {
        reducer_ = reducer;
        ranks_ = ranks;
    }

    // The scaler of gradients; nullptr: they are not scaled.
    GradientScaler* scaler() { return scaler_ ? &*scaler_ : nullptr; }

    // What came of a batch.
    struct Outcome {
        torch::Tensor loss;  // of this rank's part of the batch, not divided by the accumulation
        bool stepped = false;
    };
    // Trains on the batch after `state`, of `batches` in the epoch. All optimizers step together, on the same loss,
    // unless the module optimizes by itself. TrainError: the loss is no number, or an optimizer cannot do what is
    // asked.
    Outcome run(Module& module, OptimizerSet& optimizers, const Batch& batch, const LoopState& state,
                std::int64_t batches);

  private:
    torch::Tensor step_by_module(Module& module, const Batch& batch, const LoopState& state);
    torch::Tensor loss_of(Module& module, const Batch& batch, std::int64_t number);
    void zero_gradients(OptimizerSet& optimizers);
    enum class Gradients : std::uint8_t { keep, reduce };  // afterwards, over the ranks
    torch::Tensor loss_and_gradients(Module& module, const Batch& batch, const LoopState& state, std::int64_t parts,
                                     Gradients then, const std::function<void()>& before_backward);
    void backward(const torch::Tensor& loss, double part);
    torch::Tensor of_all_ranks(const torch::Tensor& loss, const Batch& batch) const;
    void clip(const Module& module) const;
    torch::Tensor step_with_closure(Module& module, OptimizerSet& optimizers, const Batch& batch,
                                    const LoopState& state);

    HookDispatcher& hooks_;
    LossGuard& guard_;
    std::optional<GradientClipping> clipping_;
    std::optional<torch::ScalarType> narrow_;
    std::optional<GradientScaler> scaler_;  // where train.precision is 16-mixed
    torch::Device device_;
    std::int64_t accumulation_;
    Profiler* profiler_;
    GradientReducer* reducer_ = nullptr;
    const RankGroup* ranks_ = nullptr;
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// What a checkpoint of a training holds, and how a training goes on from one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/config/value.h"
#include "core/train/loop/epoch_position.h"
#include "core/train/loop/gradient_scaler.h"
#include "core/train/loop/hook_dispatcher.h"
#include "core/train/loop/loop_state.h"
#include "core/train/loop/metric_log.h"
#include "core/train/loop/optimizer_set.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/state.h"

namespace lathe::train {

class Logbook;
class Module;

// Refers to the parts of one training, for as long as it is used.
class Checkpointing {
  public:
    // The parts of one training.
    struct Training {
        Module& module;
        OptimizerSet& optimizers;
        Logbook& logbook;
        MetricLog& metrics;
        HookDispatcher& hooks;
        LoopState& loop;
        torch::Device device;
        const config::Value& config;
        const config::Value& fitted;  // DataSets::fitted
        const RankGroup& ranks;
        EpochBatches epoch;
        GradientScaler* scaler = nullptr;  // nullptr: gradients are not scaled
    };
    // All that it refers to outlives it.
    explicit Checkpointing(Training training) : training_(training) {}

    // Within an accumulation the gradients so far are part of the state.
    enum class Gradients : std::uint8_t { leave, keep };
    // All that a resume needs, of all ranks, which call it together; only the first rank is given it. `loop`: where the
    // training is, which may be ahead of what the training's own state says.
    State save(const LoopState& loop, Gradients gradients) const;
    // Goes on from a checkpoint. The weights are loaded before (load_weights), because optimizers are made of them.
    // Where a batch had another number of samples, the position in the epoch is counted in those, and gradients of a
    // step that was begun are left. TrainError: the checkpoint does not fit.
    void load(const State& state);
    // Compares what the checkpoint says was learned of the data with what was learned of them now. TrainError: they
    // differ.
    void check_fitted(const State& state) const;
    // Takes another trial's checkpoint as the beginning of this one (population based training, successive halving):
    // weights, moments and counters go on, with the options of this trial; when it ends and what its callbacks keep is
    // its own.
    void begin_from(const State& other);

    // Whose checkpoint it is.
    enum class Origin : std::uint8_t { this_trial, another_trial };
    // What a training goes on from.
    struct Start {
        State state;
        Origin origin;
    };
    // What a trial with this folder of checkpoints goes on from: its newest good one, else start.pt. `say` is told what
    // was found and what was passed over. Rank 0 looks, and all are given it. TrainError: start.pt cannot be read.
    static std::optional<Start> find(const std::filesystem::path& folder, const RankGroup& ranks,
                                     const std::function<void(const std::string&)>& say);
    // How an epoch was cut into batches when it was saved.
    EpochBatches epoch_of(const State& state) const;

  private:
    static std::optional<Start> find_first(const std::filesystem::path& folder,
                                           const std::function<void(const std::string&)>& say);
    void save_gradients(State& state) const;
    State as_beginning(State state) const;

    Training training_;
};

}  // namespace lathe::train

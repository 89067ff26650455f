// SPDX-License-Identifier: GPL-3.0-or-later
// When a training is over: epochs, steps, time, and a stop that somebody asks for. Pure arithmetic.
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/base/error.h"
#include "core/train/loop/accumulation.h"
#include "core/train/loop/loop_state.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class TrainingLimits {
  public:
    static constexpr std::int64_t no_limit = std::numeric_limits<std::int64_t>::max();

    // Reads the limits of the options. The error: train.max_time cannot be read.
    static Result<TrainingLimits> from(const TrainerOptions& options);

    // The most epochs that are trained, as in Lightning: 1000 when nothing else ends the training, no_limit when steps
    // or time do.
    std::int64_t max_epochs() const { return max_epochs_; }
    // Optimizer steps of the whole training, of epochs of `batches`; nullopt: nothing but time ends it. Every schedule
    // that ends with the training counts on this number. (train.max_time, or a stop that is asked for, may end it
    // sooner.)
    std::optional<std::int64_t> total_steps(std::int64_t batches, const Accumulation& accumulation) const;

    // Whether epochs, steps or time are used up. `trained`: all time that counts, without pauses.
    bool reached(const LoopState& state, std::chrono::milliseconds trained) const;
    // How long may still be trained; nullopt: time does not end the training.
    std::optional<std::chrono::milliseconds> time_left(std::chrono::milliseconds trained) const;
    // Whether a stop that was asked for is due: the least epochs and steps are done. `batches`: of an epoch; one whose
    // batches are done counts.
    bool may_stop_early(const LoopState& state, std::int64_t batches) const;
    // Whether nothing follows the batch that ends now, as far as epochs and steps tell. `state` counts it.
    bool is_last_batch(const LoopState& state, std::int64_t batches) const;

  private:
    TrainingLimits() = default;
    bool steps_reached(std::int64_t step) const { return max_steps_ && step >= *max_steps_; }

    std::int64_t max_epochs_ = 0;
    std::int64_t min_epochs_ = 0;
    std::optional<std::int64_t> max_steps_;
    std::int64_t min_steps_ = 0;
    std::optional<std::chrono::milliseconds> max_time_;
};

}  // namespace lathe::train

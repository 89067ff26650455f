// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/training_limits.h"

#include <algorithm>

namespace lathe::train {

Result<TrainingLimits> TrainingLimits::from(const TrainerOptions& options) {
    TrainingLimits limits;
    if (options.max_time) {
        auto time = parse_max_time(*options.max_time);
        if (!time) return fail(std::move(time).error());
        limits.max_time_ = *time;
    }
    if (options.max_steps >= 0) limits.max_steps_ = options.max_steps;
    limits.max_epochs_ = options.epochs.value_or(limits.max_steps_ || limits.max_time_ ? no_limit : 1000);
    limits.min_epochs_ = options.min_epochs.value_or(0);
    limits.min_steps_ = options.min_steps.value_or(0);
    return limits;
}

std::optional<std::int64_t> TrainingLimits::total_steps(std::int64_t batches, const Accumulation& accumulation) const {
    const auto by_epochs = max_epochs_ == no_limit ? std::nullopt : accumulation.steps(max_epochs_, batches);
    if (by_epochs && max_steps_) return std::min(*by_epochs, *max_steps_);
    return max_steps_ ? max_steps_ : by_epochs;
}

bool TrainingLimits::reached(const LoopState& state, std::chrono::milliseconds trained) const {
    return state.epoch >= max_epochs_ || steps_reached(state.step) || (max_time_ && trained >= *max_time_);
}

std::optional<std::chrono::milliseconds> TrainingLimits::time_left(std::chrono::milliseconds trained) const {
    if (!max_time_) return std::nullopt;
    return std::max(*max_time_ - trained, std::chrono::milliseconds(0));
}

bool TrainingLimits::may_stop_early(const LoopState& state, std::int64_t batches) const {
    if (state.stop_now) return true;
    const std::int64_t epochs = state.epoch + (state.batch >= batches ? 1 : 0);
    return state.stop_requested && epochs >= min_epochs_ && state.step >= min_steps_;
}

bool TrainingLimits::is_last_batch(const LoopState& state, std::int64_t batches) const {
    return steps_reached(state.step) || (state.epoch + 1 >= max_epochs_ && state.batch >= batches);
}

}  // namespace lathe::train

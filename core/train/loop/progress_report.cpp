// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/progress_report.h"

namespace lathe::train {

void ProgressReport::expect(std::int64_t steps, std::int64_t epochs) {
    if (progress_ == nullptr) return;
    progress_->total_steps = steps;
    progress_->total_epochs = epochs;
}

void ProgressReport::measure_from(std::int64_t step) {
    since_ = Clock::now();
    step_then_ = step;
}

void ProgressReport::update(const LoopState& state, std::optional<std::chrono::milliseconds> time_left) {
    if (progress_ == nullptr) return;
    progress_->step.store(state.step, std::memory_order_relaxed);
    progress_->epoch.store(state.epoch, std::memory_order_relaxed);
    progress_->longest_ms.store(time_left ? time_left->count() : -1, std::memory_order_relaxed);
    const double seconds = std::chrono::duration<double>(Clock::now() - since_).count();
    if (seconds < 0.5) return;
    progress_->steps_per_second.store(static_cast<double>(state.step - step_then_) / seconds,
                                      std::memory_order_relaxed);
    measure_from(state.step);
}

}  // namespace lathe::train

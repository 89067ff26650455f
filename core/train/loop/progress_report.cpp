// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/progress_report.h"

namespace lathe::train {

void ProgressReport::expect(std::int64_t steps, std::int64_t epochs) {
    if (progress_ == nullptr) return;
    progress_->total_steps = steps;
    progress_->total_epochs = epochs;
}

void ProgressReport::measure_from(std::int64_t step) {
    pace_.begin(step, std::chrono::steady_clock::now());
}

void ProgressReport::update(const LoopState& state, std::optional<std::chrono::milliseconds> time_left) {
    if (progress_ == nullptr) return;
    progress_->step.store(state.step, std::memory_order_relaxed);
    progress_->epoch.store(state.epoch, std::memory_order_relaxed);
    progress_->longest_ms.store(time_left ? time_left->count() : -1, std::memory_order_relaxed);
    if (const auto pace = pace_.at(state.step, std::chrono::steady_clock::now()))
        progress_->steps_per_second.store(*pace, std::memory_order_relaxed);
}

}  // namespace lathe::train

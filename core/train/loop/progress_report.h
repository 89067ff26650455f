// SPDX-License-Identifier: GPL-3.0-or-later
// Tells others how far the training is and how fast it goes.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "core/run/trial_body.h"
#include "core/train/loop/loop_state.h"
#include "core/train/loop/pace.h"

namespace lathe::train {

// Written by the trial's thread; what it writes may be read by any.
class ProgressReport {
  public:
    // `progress` may be null and outlives the report.
    explicit ProgressReport(run::Progress* progress) : progress_(progress) {}

    // Tells how many steps and epochs the training will have; 0: unknown.
    void expect(std::int64_t steps, std::int64_t epochs);
    // Counts the speed from this step on: the training begins, or goes on after a pause.
    void measure_from(std::int64_t step);
    // Counts the samples that all ranks have trained on in one batch.
    void add_samples(std::int64_t count) {
        if (progress_ != nullptr) progress_->samples.fetch_add(count, std::memory_order_relaxed);
    }
    // Tells where the training is and how fast it goes (Pace). `time_left`: after which it ends in any case; nullopt:
    // time does not end it.
    void update(const LoopState& state, std::optional<std::chrono::milliseconds> time_left = std::nullopt);

  private:
    run::Progress* progress_;
    Pace pace_;
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the training goes on, asked between two batches: the stop token, and a pause, which lasts as long as the
// person wants and is not training time. Of several ranks the first one's answer and its clock are everybody's.
#pragma once

#include <chrono>
#include <functional>
#include <stop_token>

#include "core/run/pause_gate.h"
#include "core/run/stopwatch.h"
#include "core/train/loop/loop_state.h"
#include "core/train/parallel/rank_group.h"

namespace lathe::train {

class Interruption {
  public:
    // While paused, the others are told so often that none takes rank 0 for dead.
    static constexpr std::chrono::milliseconds sign_of_life = std::chrono::seconds(20);
    // `ranks` outlives it, and so does `pause`, which may be null.
    Interruption(const RankGroup& ranks, std::stop_token stop, run::PauseGate* pause,
                 std::chrono::milliseconds between_signs = sign_of_life)
        : ranks_(ranks), stop_(std::move(stop)), pause_(pause), between_signs_(between_signs) {}

    // Starts the clock, with what was trained before.
    void start_clock(std::chrono::milliseconds earlier);
    // Training time, as of the last question where there are several ranks.
    std::chrono::milliseconds trained() const { return ranks_.is_alone() ? clock_.elapsed() : trained_; }

    // Whether the training must stop; waits while it is paused. Whether the first rank has requested an early stop is
    // in every rank's `state` then.
    bool is_stopped(LoopState& state, const std::function<void()>& after_pause);

  private:
    void wait_while_paused(const std::function<void()>& after_pause);

    const RankGroup& ranks_;
    std::stop_token stop_;
    run::PauseGate* pause_;
    std::chrono::milliseconds between_signs_;
    run::Stopwatch clock_;
    std::chrono::milliseconds trained_{};
};

}  // namespace lathe::train

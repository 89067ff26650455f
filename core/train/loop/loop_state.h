// SPDX-License-Identifier: GPL-3.0-or-later
// Where the training is: with weights, optimizers, schedules, generators and callbacks, all that a resume needs.
#pragma once

#include <cstdint>
#include <string>

namespace lathe::train {

// Plain value.
struct LoopState {
    std::int64_t epoch = 0;  // epochs done
    std::int64_t batch = 0;  // batches done in the epoch that runs
    std::int64_t step = 0;   // optimizer steps done
    std::int64_t validations = 0;
    bool validation_due = false;  // the batches before it are done
    bool done = false;            // the training has ended; only the test may be left
    bool stop_requested = false;  // honoured once min_epochs and min_steps are met
    bool stop_now = false;        // the assessor's decision, which does not wait for them
    std::string stop_reason;
    std::int64_t trained_ms = 0;  // before the last resume

    // Asks for an early end of the training; the first reason counts.
    void request_stop(const std::string& reason) {
        if (!stop_requested) stop_reason = reason;
        stop_requested = true;
    }
};

}  // namespace lathe::train

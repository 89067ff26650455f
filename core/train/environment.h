// SPDX-License-Identifier: GPL-3.0-or-later
// What surrounds one training: its folder, its device, and who listens.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/config/value.h"
#include "core/run/trial_body.h"
#include "core/train/parallel/rank_group.h"
#include "core/train/tensor.h"

namespace lathe::train {

// Pointers may be null and outlive the Trainer.
struct Environment {
    std::filesystem::path folder;  // the trial's; empty: nothing is written
    torch::Device device = torch::kCPU;
    std::stop_token stop;
    run::PauseGate* pause = nullptr;
    run::MetricSink* metrics = nullptr;
    run::ObjectiveSink* objective = nullptr;
    run::Progress* progress = nullptr;
    bool refuse_non_finite = true;     // a loss that is NaN or infinite ends the training with an error
    std::int64_t workers = 0;          // threads that prepare batches ahead
    config::Value config;              // kept in checkpoints
    const RankGroup* ranks = nullptr;  // that train together; null: there is one
};

}  // namespace lathe::train

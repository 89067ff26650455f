// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the smaller callbacks.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/train/options.h"

namespace lathe::train {

// The options of LearningRateMonitor.
struct LearningRateMonitorOptions {
    bool enable = false;
    bool log_momentum = false;
    bool log_weight_decay = false;

    void fields(Fields& f);
};

// The options of StochasticWeightAveraging.
struct SwaOptions {
    bool enable = false;
    double lr = 0.05;
    config::Value start{0.8};
    std::int64_t annealing_epochs = 10;
    std::string annealing_strategy = "cos";

    void fields(Fields& f);
};

// The options of WeightAveraging.
struct EmaOptions {
    bool enable = false;
    double decay = 0.999;
    bool warmup = true;
    std::int64_t every_n_steps = 1;

    void fields(Fields& f);
};

// Which further callbacks watch a training.
struct MonitoringOptions {
    bool device_stats = false;
    bool timer = false;
    bool histograms = false;
    config::Value system{"5s"};  // as config::read_interval

    void fields(Fields& f);
};

}  // namespace lathe::train

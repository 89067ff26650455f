// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the learning-rate schedules, with PyTorch's names and defaults where it has them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/train/options.h"

namespace lathe::train {

// The options of no schedule.
struct NoScheduleOptions {
    void fields(Fields&) {}
};

// When a schedule advances.
struct ScheduleInterval {
    std::string interval = "epoch";
    std::int64_t frequency = 1;

    void fields(Fields& f);
};

// Times gamma every step_size intervals.
struct StepOptions : ScheduleInterval {
    std::int64_t step_size = 1;
    double gamma = 0.1;

    void fields(Fields& f);
};

// Times gamma at each milestone.
struct MultiStepOptions : ScheduleInterval {
    std::vector<std::int64_t> milestones{2, 4};
    double gamma = 0.1;

    void fields(Fields& f);
};

// Times gamma every interval.
struct ExponentialOptions : ScheduleInterval {
    double gamma = 0.9;

    void fields(Fields& f);
};

// Cosine annealing (Loshchilov, Hutter 2017) over optimizer steps, with linear warm-up and warm restarts.
struct CosineOptions {
    std::optional<std::int64_t> t_max;  // steps of one cycle; null: the whole training
    double eta_min = 0;
    std::int64_t warmup_steps = 0;
    double t_mult = 1;
    bool restarts = false;

    void fields(Fields& f);
};

// One cycle (Smith, Topin 2018) over optimizer steps.
struct OneCycleOptions {
    double max_lr = 0.01;
    std::optional<std::int64_t> total_steps;  // null: the whole training
    double pct_start = 0.3;
    double div_factor = 25;
    double final_div_factor = 1e4;
    std::string anneal_strategy = "cos";
    bool cycle_momentum = true;
    double base_momentum = 0.85;
    double max_momentum = 0.95;

    void fields(Fields& f);
};

// Times factor when the monitored metric no longer gets better.
struct PlateauOptions {
    std::string monitor = "val_loss";
    std::string mode = "min";
    double factor = 0.1;
    std::int64_t patience = 10;
    double threshold = 1e-4;
    std::string threshold_mode = "rel";
    std::int64_t cooldown = 0;
    double min_lr = 0;
    double eps = 1e-8;

    void fields(Fields& f);
};

}  // namespace lathe::train

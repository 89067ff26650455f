// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the optimizers, with PyTorch's names and defaults.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/train/options.h"

namespace lathe::train {

// The options of torch::optim::SGD.
struct SgdOptions {
    double lr = 0.01;
    double momentum = 0;
    double dampening = 0;
    double weight_decay = 0;
    bool nesterov = false;

    void fields(Fields& f);
};

// The options of torch::optim::Adam.
struct AdamOptions {
    double lr = 1e-3;
    std::vector<double> betas{0.9, 0.999};
    double eps = 1e-8;
    double weight_decay = 0;
    bool amsgrad = false;

    void fields(Fields& f);
};

// The options of torch::optim::AdamW.
struct AdamWOptions : AdamOptions {
    // As Adam, with another default of weight_decay.
    AdamWOptions() { weight_decay = 1e-2; }
};

// The options of torch::optim::RMSprop.
struct RmsPropOptions {
    double lr = 0.01;
    double alpha = 0.99;
    double eps = 1e-8;
    double weight_decay = 0;
    double momentum = 0;
    bool centered = false;

    void fields(Fields& f);
};

// The options of torch::optim::Adagrad.
struct AdagradOptions {
    double lr = 0.01;
    double lr_decay = 0;
    double weight_decay = 0;
    double initial_accumulator_value = 0;
    double eps = 1e-10;

    void fields(Fields& f);
};

// The options of torch::optim::LBFGS.
struct LbfgsOptions {
    double lr = 1;
    std::int64_t max_iter = 20;
    std::optional<std::int64_t> max_eval;
    double tolerance_grad = 1e-7;
    double tolerance_change = 1e-9;
    std::int64_t history_size = 100;
    std::optional<std::string> line_search;

    void fields(Fields& f);
};

}  // namespace lathe::train

// Options of the optimizers, with PyTorch's names and defaults.
#pragma once

#include <cstdint>
#include <vector>

#include "core/train/options.h"

namespace lathe::train {

struct SgdOptions {
    double lr = 0.01;
    double momentum = 0;
    double dampening = 0;
    double weight_decay = 0;
    bool nesterov = false;

    void fields(Fields& f);
};

struct AdamOptions {
    double lr = 1e-3;
    std::vector<double> betas{0.9, 0.999};
    double eps = 1e-8;
    double weight_decay = 0;
    bool amsgrad = false;

    void fields(Fields& f);
};

struct AdamWOptions : AdamOptions {
    AdamWOptions() { weight_decay = 1e-2; }
};

struct RmsPropOptions {
    double lr = 0.01;
    double alpha = 0.99;
    double eps = 1e-8;
    double weight_decay = 0;
    double momentum = 0;
    bool centered = false;

    void fields(Fields& f);
};

struct AdagradOptions {
    double lr = 0.01;
    double lr_decay = 0;
    double weight_decay = 0;
    double initial_accumulator_value = 0;
    double eps = 1e-10;

    void fields(Fields& f);
};

}  // namespace lathe::train

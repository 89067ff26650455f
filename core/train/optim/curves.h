// SPDX-License-Identifier: GPL-3.0-or-later
// Learning rates as functions of time, in PyTorch's closed forms. `t`: intervals that are over.
#pragma once

#include <cstdint>

#include "core/train/optim/scheduler_options.h"

namespace lathe::train {

double step_lr(const StepOptions& o, double base, std::int64_t t);
double multi_step_lr(const MultiStepOptions& o, double base, std::int64_t t);
double exponential_lr(const ExponentialOptions& o, double base, std::int64_t t);
double cosine_lr(const CosineOptions& o, double base, std::int64_t t, std::int64_t total_steps);
double one_cycle_lr(const OneCycleOptions& o, std::int64_t t, std::int64_t total_steps);
double one_cycle_momentum(const OneCycleOptions& o, std::int64_t t, std::int64_t total_steps);

}  // namespace lathe::train

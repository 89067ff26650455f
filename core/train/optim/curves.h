// SPDX-License-Identifier: GPL-3.0-or-later
// Learning rates as functions of time, in PyTorch's closed forms. `t`: intervals that are over.
#pragma once

#include <cstdint>

#include "core/train/optim/scheduler_options.h"

namespace lathe::train {

// The learning rate after t intervals: base times gamma for every step_size of them. base: the rate that the parameter
// group started with, here and below.
double step_lr(const StepOptions& o, double base, std::int64_t t);
// The same with gamma for every milestone that is reached.
double multi_step_lr(const MultiStepOptions& o, double base, std::int64_t t);
// The same with gamma for every interval.
double exponential_lr(const ExponentialOptions& o, double base, std::int64_t t);
// A linear warm-up to base, then half a cosine from there to eta_min, with or without restarts (Loshchilov, Hutter
// 2017, equation 5). total_steps: the length where t_max is not given.
double cosine_lr(const CosineOptions& o, double base, std::int64_t t, std::int64_t total_steps);
// From max_lr / div_factor up to max_lr and down to the first over final_div_factor, as
// torch.optim.lr_scheduler.OneCycleLR in two phases. total_steps: the length where the options give none.
double one_cycle_lr(const OneCycleOptions& o, std::int64_t t, std::int64_t total_steps);
// The momentum of the same cycle: from max_momentum down to base_momentum and back.
double one_cycle_momentum(const OneCycleOptions& o, std::int64_t t, std::int64_t total_steps);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/curves.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lathe::train {

namespace {

// From `start` to `end` along half a cosine; part 0 .. 1.
double cosine_between(double start, double end, double part) {
    return end + (start - end) / 2 * (1 + std::cos(std::numbers::pi * part));
}

}  // namespace

double step_lr(const StepOptions& o, double base, std::int64_t t) {
    return base * std::pow(o.gamma, static_cast<double>(t / o.step_size));
}

double multi_step_lr(const MultiStepOptions& o, double base, std::int64_t t) {
    const auto passed = std::count_if(o.milestones.begin(), o.milestones.end(), [t](auto m) { return m <= t; });
    return base * std::pow(o.gamma, static_cast<double>(passed));
}

double exponential_lr(const ExponentialOptions& o, double base, std::int64_t t) {
    return base * std::pow(o.gamma, static_cast<double>(t));
}

// Loshchilov, Hutter 2017 (SGDR), equation 5, after a linear warm-up that ends at `base`.
double cosine_lr(const CosineOptions& o, double base, std::int64_t t, std::int64_t total_steps) {
    if (t < o.warmup_steps) return base * static_cast<double>(t + 1) / static_cast<double>(o.warmup_steps);
    auto now = static_cast<double>(t - o.warmup_steps);
    auto cycle = static_cast<double>(std::max<std::int64_t>(o.t_max.value_or(total_steps - o.warmup_steps), 1));
    if (!o.restarts) return cosine_between(base, o.eta_min, std::min(now / cycle, 1.0));
    while (now >= cycle) {
        now -= cycle;
        cycle *= o.t_mult;
    }
    return cosine_between(base, o.eta_min, now / cycle);
}

namespace {

// From `start` to `top` and on to `end`, as torch.optim.lr_scheduler.OneCycleLR with two phases.
double cycle(const OneCycleOptions& o, double start, double top, double end, std::int64_t t, std::int64_t total_steps) {
    const auto steps = static_cast<double>(std::max<std::int64_t>(o.total_steps.value_or(total_steps), 2));
    const double peak = o.pct_start * steps - 1;
    const double now = std::min(static_cast<double>(t), steps - 1);
    const auto between = [&o](double from, double to, double part) {
        return o.anneal_strategy == "cos" ? cosine_between(from, to, part) : from + (to - from) * part;
    };
    if (now <= peak) return between(start, top, peak > 0 ? now / peak : 1.0);
    return between(top, end, (now - peak) / (steps - 1 - peak));
}

}  // namespace

double one_cycle_lr(const OneCycleOptions& o, std::int64_t t, std::int64_t total_steps) {
    const double first = o.max_lr / o.div_factor;
    return cycle(o, first, o.max_lr, first / o.final_div_factor, t, total_steps);
}

double one_cycle_momentum(const OneCycleOptions& o, std::int64_t t, std::int64_t total_steps) {
    return cycle(o, o.max_momentum, o.base_momentum, o.max_momentum, t, total_steps);
}

}  // namespace lathe::train

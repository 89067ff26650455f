// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/optim/scheduler_options.h"

namespace lathe::train {

void ScheduleInterval::fields(Fields& f) {
    f("sched.interval", interval, "Advance the schedule after each epoch, or after each optimizer step")
        .one_of({"epoch", "step"});
    f("sched.frequency", frequency, "Advance only every this many epochs or steps").at_least(1);
}

void StepOptions::fields(Fields& f) {
    f("sched.step_size", step_size, "The learning rate falls every this many intervals").at_least(1);
    f("sched.gamma", gamma, "Factor of each fall").above(0);
    ScheduleInterval::fields(f);
}

void MultiStepOptions::fields(Fields& f) {
    f("sched.milestones", milestones, "Intervals after which the learning rate falls");
    f("sched.gamma", gamma, "Factor of each fall").above(0);
    ScheduleInterval::fields(f);
}

void ExponentialOptions::fields(Fields& f) {
    f("sched.gamma", gamma, "Factor of the learning rate after each interval").above(0);
    ScheduleInterval::fields(f);
}

void CosineOptions::fields(Fields& f) {
    f("sched.t_max", t_max, "Steps from the highest to the lowest learning rate; null: the whole training")
        .at_least(1)
        .in("steps");
    f("sched.eta_min", eta_min, "Lowest learning rate").at_least(0);
    f("sched.warmup_steps", warmup_steps, "Steps over which the learning rate first rises from zero")
        .at_least(0)
        .in("steps");
    f("sched.restarts", restarts, "Jump back to the highest learning rate after t_max steps, again and again");
    f("sched.t_mult", t_mult, "Each cycle is this many times as long as the one before").at_least(1);
}

void OneCycleOptions::fields(Fields& f) {
    f("sched.max_lr", max_lr, "Highest learning rate of the cycle (opt.lr is not used)").above(0);
    f("sched.total_steps", total_steps, "Steps of the cycle; null: the whole training").at_least(1).in("steps");
    f("sched.pct_start", pct_start, "Part of the cycle that rises").above(0).below(1);
    f("sched.div_factor", div_factor, "The first learning rate is max_lr divided by this").at_least(1);
    f("sched.final_div_factor", final_div_factor, "The last learning rate is the first divided by this").at_least(1);
    f("sched.anneal_strategy", anneal_strategy, "Shape of the rise and the fall").one_of({"cos", "linear"});
    f("sched.cycle_momentum", cycle_momentum,
      "Move the momentum (of Adam: the first beta) the other way, from max_momentum to base_momentum and back; "
      "opt.momentum "
      "and the first of opt.betas are not used then");
    f("sched.base_momentum", base_momentum, "Momentum at the highest learning rate").at_least(0).below(1);
    f("sched.max_momentum", max_momentum, "Momentum at the ends of the cycle").at_least(0).below(1);
}

void PlateauOptions::fields(Fields& f) {
    f("sched.monitor", monitor, "Metric that is watched");
    f("sched.mode", mode, "Whether a smaller or a larger value of the metric is better").one_of({"min", "max"});
    f("sched.factor", factor, "Factor of the learning rate when the metric no longer improves").above(0).below(1);
    f("sched.patience", patience, "Epochs without improvement that are let pass").at_least(0).in("epochs");
    f("sched.threshold", threshold, "Smallest change that counts as an improvement").at_least(0);
    f("sched.threshold_mode", threshold_mode, "Whether the threshold is relative to the best value or absolute")
        .one_of({"rel", "abs"});
    f("sched.cooldown", cooldown, "Epochs after a fall in which nothing is counted").at_least(0).in("epochs");
    f("sched.min_lr", min_lr, "Lowest learning rate").at_least(0);
    f("sched.eps", eps, "A fall smaller than this is left out").at_least(0);
}

}  // namespace lathe::train

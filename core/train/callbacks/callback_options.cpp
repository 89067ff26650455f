// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/callback_options.h"

namespace lathe::train {

void LearningRateMonitorOptions::fields(Fields& f) {
    f("lr_monitor.enable", enable, "Record the learning rate of each parameter group as lr-OPTIMIZER/pgN");
    f("lr_monitor.log_momentum", log_momentum, "Record the momentum (or the first beta) as well");
    f("lr_monitor.log_weight_decay", log_weight_decay, "Record the weight decay as well");
}

void SwaOptions::fields(Fields& f) {
    f("swa.enable", enable, "Average the weights of the last epochs (Izmailov et al. 2018)");
    f("swa.lr", lr, "Learning rate while weights are averaged").above(0);
    f("swa.start", start, "First epoch whose weights count: an int is a number, from 1; a float a part of all epochs")
        .at_least(0);
    f("swa.annealing_epochs", annealing_epochs, "Epochs over which the learning rate goes to swa.lr")
        .at_least(1)
        .in("epochs");
    f("swa.annealing_strategy", annealing_strategy, "Shape of that way").one_of({"cos", "linear"});
}

void EmaOptions::fields(Fields& f) {
    f("ema.enable", enable, "Validate, test and keep a running mean of the weights instead of the last ones");
    f("ema.decay", decay, "Part of the mean that stays at each update").at_least(0).below(1);
    f("ema.warmup", warmup,
      "At first the mean keeps less, (1 + updates) / (10 + updates), so that the random weights of the start are "
      "forgotten");
    f("ema.every_n_steps", every_n_steps, "Update the mean every this many optimizer steps").at_least(1).in("steps");
}

void MonitoringOptions::fields(Fields& f) {
    f("log.device_stats", device_stats, "Record processor and memory use of the trial under device/");
    f("log.timer", timer, "Write to the log how long training, validation and test took");
    f("log.histograms", histograms,
      "Record the distribution of each weight, and of its last gradient, after every epoch");
    f("log.system", system,
      "Record what the trial uses (processor, memory, disk, GPUs) every this long, beside its metrics; off: do not");
}

}  // namespace lathe::train

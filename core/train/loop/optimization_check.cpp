// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/optimization_check.h"

#include "core/train/callbacks/callback_options.h"
#include "core/train/error.h"
#include "core/train/module.h"
#include "core/train/optim/parameter_options.h"

namespace lathe::train {

namespace {

// What the Trainer does around a step cannot be done for a module that steps its optimizers itself.
void check_manual_optimization(const OptimizerSet& optimizers, const TrainerOptions& options, const RankGroup& ranks) {
    const std::string whose = "the module optimizes by itself (automatic_optimization() is false), ";
    if (options.accumulate_grad_batches != 1 || !options.accumulation_schedule.empty())
        throw TrainError(whose + "and gradients are not accumulated for it", "set train.accumulate_grad_batches to 1",
                         "train.accumulate_grad_batches");
    if (!ranks.is_alone())
        throw TrainError(whose + "and its gradients are not summed over several devices", "set hw.devices to 1",
                         "hw.devices");
    if (options.precision == "16-mixed")
        throw TrainError(whose + "and its losses are not scaled, as float16 needs it",
                         "set train.precision to bf16-mixed", "train.precision");
    if (optimizers.needs_closure())
        throw TrainError(whose + "and one of its optimizers computes the loss several times a step",
                         "use another optimizer, e.g. Adam", "opt.name");
}

}  // namespace

void check_optimization(const Module& module, const OptimizerSet& optimizers, const TrainerOptions& options,
                        const RankGroup& ranks, const config::Value& config) {
    if (module.automatic_optimization() && optimizers.size() == 0)
        throw TrainError("the module has no optimizer: nothing would be learned",
                         "let configure_optimizers() return one, e.g. make_optimization(config, *this, total_steps)",
                         "module.name");
    if (!module.automatic_optimization()) check_manual_optimization(optimizers, options, ranks);
    if (!config.is_dict()) return;
    const auto parameters = read<ParameterOptions>(config);
    const bool has_factors = !parameters.lr_factors.empty() || !parameters.weight_decay_factors.empty();
    if (has_factors && !optimizers.takes_factors())
        throw TrainError("the module of a plug-in makes its optimizers without the factors of params",
                         "leave params.lr_factors and params.weight_decay_factors empty, or let its "
                         "configure_optimizers() return make_optimization(config, *this, total_steps)",
                         parameters.lr_factors.empty() ? "params.weight_decay_factors" : "params.lr_factors");
    if (optimizers.size() != 1 && read<SwaOptions>(config).enable)
        throw TrainError("the module has " + std::to_string(optimizers.size()) +
                             " optimizers, and averaging the weights (swa) sets the learning rate of one",
                         "set swa.enable to false, or use ema", "swa.enable");
}

}  // namespace lathe::train

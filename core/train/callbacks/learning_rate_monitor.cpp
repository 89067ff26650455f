// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/callbacks/learning_rate_monitor.h"

#include <torch/optim/adam.h>
#include <torch/optim/adamw.h>
#include <torch/optim/rmsprop.h>
#include <torch/optim/sgd.h>

#include "core/train/optim/optimizer.h"
#include "core/train/trainer.h"

namespace lathe::train {

namespace {

template <class Options>
std::optional<Options> options_as(const torch::optim::OptimizerOptions& options) {
    const auto* found = dynamic_cast<const Options*>(&options);
    return found != nullptr ? std::optional(*found) : std::nullopt;
}

std::optional<double> weight_decay_of(const torch::optim::OptimizerOptions& options) {
    if (const auto o = options_as<torch::optim::SGDOptions>(options)) return o->weight_decay();
    if (const auto o = options_as<torch::optim::RMSpropOptions>(options)) return o->weight_decay();
    if (const auto o = options_as<torch::optim::AdamOptions>(options)) return o->weight_decay();
    if (const auto o = options_as<torch::optim::AdamWOptions>(options)) return o->weight_decay();
    return std::nullopt;
}

}  // namespace

void LearningRateMonitor::on_before_optimizer_step(Trainer& trainer) {
    auto& groups = trainer.optimizer().param_groups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        std::string name = "lr-" + optimizer_;
        if (groups.size() > 1) name += "/pg" + std::to_string(i + 1);
        const auto& options = groups[i].options();
        values_[name] = options.get_lr();
        if (const auto value = momentum_of(options); value && options_.log_momentum)
            values_[name + "-momentum"] = *value;
        if (const auto value = weight_decay_of(options); value && options_.log_weight_decay) {
            values_[name + "-weight_decay"] = *value;
        }
    }
}

void LearningRateMonitor::on_train_batch_end(Trainer& trainer, const torch::Tensor&, const Batch&, std::int64_t) {
    if (trainer.state().step % trainer.options().log_every_n_steps != 0) return;
    for (const auto& [name, value] : values_) trainer.report(name, value);
}

}  // namespace lathe::train

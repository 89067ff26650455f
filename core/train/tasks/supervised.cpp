// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/tasks/supervised.h"

#include "core/train/loop/optimizer_set.h"
#include "core/train/optim/optimization.h"
#include "core/train/plugin/plugins.h"
#include "core/train/tasks/classifier.h"
#include "core/train/tasks/language_model.h"
#include "core/train/tasks/regressor.h"
#include "core/train/trainer.h"

namespace lathe::train {

Supervised::Supervised(std::shared_ptr<Network> network, config::Value config, const InputSpec& input)
    : network_(register_module("network", std::move(network))),
      config_(std::move(config)),
      loss_(make_loss(config_, input.task, input.classes, input.class_counts)) {
    for (NamedMetric& one : make_plugged_metrics(config_))
        own_metrics_.emplace_back(std::move(one.name), std::move(one.metric));
}

torch::Tensor Supervised::training_step(const Batch& data, std::int64_t) {
    const torch::Tensor predictions = shape(network_->forward(data.x));
    const torch::Tensor value = loss_(predictions, data.y);
    log("train_loss", value);
    log_training(predictions, data.y);
    return value;
}

torch::Tensor Supervised::evaluate(const Batch& data, const std::string& prefix) {
    const torch::Tensor predictions = shape(network_->forward(data.x));
    log(prefix + "loss", loss_(predictions, data.y));
    add(predictions, data.y, prefix);
    for (MetricTotal& own : own_metrics_) own.add(predictions, data.y);
    return predictions;
}

void Supervised::begin_evaluation() {
    begin();
    for (MetricTotal& own : own_metrics_) own.reset();
}

void Supervised::finish_evaluation(Trainer& trainer, const std::string& prefix) {
    finish(trainer, prefix);
    for (const MetricTotal& own : own_metrics_)
        log(prefix + own.name(), torch::tensor(own.value(trainer.ranks()), torch::kDouble));
}

OptimizerSet Supervised::configure_optimizers(std::int64_t total_steps) {
    return make_optimization(config_, *this, total_steps);
}

std::shared_ptr<Module> make_task(std::shared_ptr<Network> network, const config::Value& config,
                                  const InputSpec& input) {
    switch (input.task) {
        case Task::regression: return std::make_shared<Regressor>(std::move(network), config, input);
        case Task::language_model: return std::make_shared<LanguageModel>(std::move(network), config, input);
        case Task::classification: break;
    }
    return std::make_shared<Classifier>(std::move(network), config, input);
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/tasks/classifier.h"

#include "core/base/plural.h"
#include "core/train/error.h"
#include "core/train/trainer.h"

namespace lathe::train {

Classifier::Classifier(std::shared_ptr<Network> network, const config::Value& config, const InputSpec& input)
    : Supervised(std::move(network), config, input), metrics_(read<MetricOptions>(config)) {
    const std::int64_t classes = input.classes;
    if (metrics_.precision_recall || metrics_.confusion_matrix) confusion_.emplace(classes);
    if (metrics_.top_k.value_or(1) > classes) {
        throw TrainError(
            "there are " + counted(classes, "class", "classes") + ", fewer than " + std::to_string(*metrics_.top_k),
            "give a smaller number", "metrics.top_k");
    }
}

std::vector<std::string> Classifier::metric_names() const {
    std::vector<std::string> names{"acc"};
    if (metrics_.top_k) names.emplace_back("top_k");
    if (metrics_.precision_recall) names.insert(names.end(), {"precision", "recall", "f1"});
    return names;
}

void Classifier::begin() {
    if (confusion_) confusion_->reset();
}

void Classifier::add(const torch::Tensor& predictions, const torch::Tensor& truth, const std::string& prefix) {
    const torch::Tensor predicted = predictions.argmax(1);
    log(prefix + "acc", predicted.eq(truth).to(torch::kDouble).mean());
    if (metrics_.top_k) {
        const torch::Tensor best = std::get<1>(predictions.topk(*metrics_.top_k, 1));
        log(prefix + "top_k", best.eq(truth.unsqueeze(1)).any(1).to(torch::kDouble).mean());
    }
    if (confusion_) confusion_->add(predicted, truth);
}

std::vector<std::string> Classifier::training_metrics() const {
    return metrics_.train_acc ? std::vector<std::string>{"train_acc"} : std::vector<std::string>();
}

void Classifier::log_training(const torch::Tensor& predictions, const torch::Tensor& truth) {
    if (!metrics_.train_acc) return;
    const torch::Tensor classes = truth.dim() == 2 ? truth.argmax(1) : truth;  // mixup blends them
    log("train_acc", predictions.detach().argmax(1).eq(classes).to(torch::kDouble).mean());
}

void Classifier::finish(Trainer& trainer, const std::string& prefix) {
    if (!confusion_) return;
    confusion_->reduce(trainer.ranks());
    if (metrics_.precision_recall) {
        const ClassScores scores = confusion_->scores();
        const auto number = [](double value) { return torch::tensor(value, torch::kDouble); };
        log(prefix + "precision", number(scores.precision));
        log(prefix + "recall", number(scores.recall));
        log(prefix + "f1", number(scores.f1));
    }
    if (metrics_.confusion_matrix && trainer.metric_sink() != nullptr && !trainer.sanity_checking()) {
        trainer.metric_sink()->image(prefix + "confusion", trainer.state().step, confusion_->picture());
    }
}

}  // namespace lathe::train

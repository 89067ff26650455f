#include "core/train/tasks/classifier.h"

#include "core/train/optim/optimizer.h"

namespace lathe::train {

Classifier::Classifier(std::shared_ptr<Network> network, config::Value config)
    : network_(register_module("network", std::move(network))),
      config_(std::move(config)),
      loss_(read<CrossEntropyOptions>(config_)) {}

torch::Tensor Classifier::loss(const torch::Tensor& logits, const torch::Tensor& labels) const {
    return at::cross_entropy_loss(logits, labels, {}, at::Reduction::Mean, /*ignore_index=*/-100,
                                  loss_.label_smoothing);
}

torch::Tensor Classifier::training_step(const Batch& data, std::int64_t) {
    const torch::Tensor value = loss(network_->forward(data.x), data.y);
    log("train_loss", value);
    return value;
}

void Classifier::evaluate(const Batch& data, const char* loss_name, const char* accuracy_name) {
    const torch::Tensor logits = network_->forward(data.x);
    log(loss_name, loss(logits, data.y));
    log(accuracy_name, logits.argmax(1).eq(data.y).to(torch::kDouble).mean());
}

void Classifier::validation_step(const Batch& data, std::int64_t) {
    evaluate(data, "val_loss", "val_acc");
}

void Classifier::test_step(const Batch& data, std::int64_t) {
    evaluate(data, "test_loss", "test_acc");
}

torch::Tensor Classifier::predict_step(const Batch& data, std::int64_t) {
    return network_->forward(data.x).softmax(1);
}

Optimization Classifier::configure_optimizers(std::int64_t total_steps) {
    return {make_optimizer(config_, parameters()), make_scheduler(config_, total_steps)};
}

}  // namespace lathe::train

// Classification: cross-entropy and accuracy of any Network.
#pragma once

#include <memory>

#include "core/train/loss/loss_options.h"
#include "core/train/models/network.h"
#include "core/train/module.h"

namespace lathe::train {

// Logs train_loss, val_loss, val_acc, test_loss, test_acc.
class Classifier : public Module {
  public:
    Classifier(std::shared_ptr<Network> network, config::Value config);

    torch::Tensor training_step(const Batch& data, std::int64_t batch) override;
    void validation_step(const Batch& data, std::int64_t batch) override;
    void test_step(const Batch& data, std::int64_t batch) override;
    // Class probabilities [size, classes].
    torch::Tensor predict_step(const Batch& data, std::int64_t batch) override;
    Optimization configure_optimizers(std::int64_t total_steps) override;

  private:
    torch::Tensor loss(const torch::Tensor& logits, const torch::Tensor& labels) const;
    void evaluate(const Batch& data, const char* loss_name, const char* accuracy_name);

    std::shared_ptr<Network> network_;
    config::Value config_;
    CrossEntropyOptions loss_;
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Classification of any Network's logits.
#pragma once

#include <optional>

#include "core/train/loss/loss_options.h"
#include "core/train/metrics/confusion_matrix.h"
#include "core/train/tasks/supervised.h"

namespace lathe::train {

// Logs val_acc and test_acc; as the options want it val_top_k, val_precision, val_recall, val_f1 (and of the test), and
// the picture val_confusion; and train_acc.
class Classifier : public Supervised {
  public:
    // TrainError: metrics.top_k is more than there are classes, or a loss that does not fit.
    Classifier(std::shared_ptr<Network> network, const config::Value& config, const InputSpec& input);

    std::vector<std::string> training_metrics() const override;

  protected:
    std::vector<std::string> metric_names() const override;
    // Class probabilities.
    torch::Tensor answer(const torch::Tensor& output) const override { return output.softmax(1); }
    void begin() override;
    void add(const torch::Tensor& predictions, const torch::Tensor& truth, const std::string& prefix) override;
    void finish(Trainer& trainer, const std::string& prefix) override;
    void log_training(const torch::Tensor& predictions, const torch::Tensor& truth) override;

  private:
    MetricOptions metrics_;
    std::optional<ConfusionMatrix> confusion_;  // when something is made of it
};

}  // namespace lathe::train

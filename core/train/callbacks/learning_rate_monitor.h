// SPDX-License-Identifier: GPL-3.0-or-later
// Records the learning rate of each parameter group, and its momentum and weight decay.
#pragma once

#include "core/train/callbacks/callback_options.h"
#include "core/train/hooks.h"

namespace lathe::train {

// Reports lr-OPTIMIZER (and -momentum, -weight_decay) as the step used them; of several groups with a number behind.
class LearningRateMonitor : public Callback {
  public:
    // `optimizer`: the name that metrics are called after, such as Adam.
    explicit LearningRateMonitor(const LearningRateMonitorOptions& options, std::string optimizer)
        : options_(options), optimizer_(std::move(optimizer)) {}
    std::vector<std::string> metric_names() const override {
        const std::string name = "lr-" + optimizer_;
        std::vector<std::string> names{name};
        if (options_.log_momentum) names.push_back(name + "-momentum");
        if (options_.log_weight_decay) names.push_back(name + "-weight_decay");
        return names;
    }
    void on_before_optimizer_step(Trainer& trainer) override;
    void on_train_batch_end(Trainer& trainer, const torch::Tensor& loss, const Batch& data,
                            std::int64_t batch) override;

  private:
    LearningRateMonitorOptions options_;
    std::string optimizer_;
    std::map<std::string, double> values_;  // that the step that runs uses
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Records the distribution of each weight, and of its gradient in the epoch's last step, after every epoch.
#pragma once

#include "core/train/module.h"
#include "core/train/trainer.h"

namespace lathe::train {

// Copies all weights to the CPU at each epoch's end. Does nothing where nobody keeps a record.
class WeightHistograms : public Callback {
  public:
    void on_train_epoch_end(Trainer& trainer) override {
        if (trainer.metric_sink() == nullptr) return;
        for (const auto& item : trainer.module().named_parameters()) {
            record(trainer, "weights/" + item.key(), item.value());
            const torch::Tensor gradient = item.value().grad();
            if (gradient.defined() && !gradient.is_sparse()) record(trainer, "gradients/" + item.key(), gradient);
        }
    }

  private:
    static void record(Trainer& trainer, const std::string& name, const torch::Tensor& tensor) {
        const torch::Tensor values = tensor.detach().to(torch::kCPU, torch::kDouble).contiguous();
        const auto* first = values.data_ptr<double>();
        trainer.metric_sink()->histogram(name, trainer.state().step,
                                         std::vector<double>(first, first + values.numel()));
    }
};

}  // namespace lathe::train

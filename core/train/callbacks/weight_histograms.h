// SPDX-License-Identifier: GPL-3.0-or-later
// Records the distribution of each weight after every epoch.
#pragma once

#include "core/train/module.h"
#include "core/train/trainer.h"

namespace lathe::train {

class WeightHistograms : public Callback {
  public:
    void on_train_epoch_end(Trainer& trainer) override {
        if (trainer.metric_sink() == nullptr) return;
        for (const auto& item : trainer.module().named_parameters()) {
            const torch::Tensor values = item.value().detach().to(torch::kCPU, torch::kDouble).contiguous();
            const auto* first = values.data_ptr<double>();
            trainer.metric_sink()->histogram("weights/" + item.key(), trainer.state().step,
                                             std::vector<double>(first, first + values.numel()));
        }
    }
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// An exponential moving average of the weights, which validation and test use and checkpoints hold as the weights. The
// training itself goes on with the raw ones, kept beside them.
#pragma once

#include <vector>

#include "core/train/callbacks/callback_options.h"
#include "core/train/hooks.h"
#include "core/train/tensor.h"

namespace lathe::train {

// Holds a second copy of all parameters on their device. Buffers are not averaged.
class WeightAveraging : public Callback {
  public:
    // The mean begins as the weights at on_fit_start.
    explicit WeightAveraging(const EmaOptions& options) : options_(options) {}

    void on_fit_start(Trainer& trainer) override;
    void on_train_batch_end(Trainer& trainer, const torch::Tensor& loss, const Batch& data,
                            std::int64_t batch) override;
    void on_validation_start(Trainer& trainer) override;
    void on_validation_end(Trainer& trainer) override;
    void on_train_end(Trainer& trainer) override;
    void on_save_checkpoint(Trainer& trainer, State& state) override;
    void on_load_checkpoint(Trainer& trainer, const State& state) override;

  private:
    // Part of the mean that stays at an update; `updates`: counted from 1, this one included.
    double decay(std::int64_t updates) const;
    void swap(Trainer& trainer);

    EmaOptions options_;
    std::vector<torch::Tensor> others_;  // the mean; while it is in the module, the raw weights
    bool swapped_ = false;
    bool over_ = false;
    std::int64_t last_step_ = 0;
};

}  // namespace lathe::train

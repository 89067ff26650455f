// SPDX-License-Identifier: GPL-3.0-or-later
// Stochastic weight averaging (Izmailov et al. 2018): the mean of the weights after each of the last epochs, reached at
// a learning rate of its own. The mean replaces the weights before the last validation, and one more pass over the
// training data measures the statistics of batch normalisation for it.
#pragma once

#include <vector>

#include "core/train/callbacks/callback_options.h"
#include "core/train/hooks.h"
#include "core/train/optim/scheduler.h"
#include "core/train/tensor.h"

namespace lathe::train {

// From the rate in force at the start to `lr`, as torch.optim.swa_utils.SWALR.
class SwaSchedule : public Scheduler {
  public:
    // `factor`: the rate at the start over the base rate.
    SwaSchedule(const SwaOptions& options, double factor) : options_(options), factor_(factor) {}
    double lr(double base) const override;
    bool sets_rate() const override { return true; }
    void advance(double) override { ++t_; }
    Json state() const override { return {{"t", t_}, {"factor", factor_}}; }
    void set_state(const Json& state) override;

  private:
    SwaOptions options_;
    double factor_;
    std::int64_t t_ = 0;
};

// Begins at swa.start, then adds the weights to their mean at the end of each epoch.
class StochasticWeightAveraging : public Callback {
  public:
    // Replaces the schedule of the first optimizer once it has begun.
    explicit StochasticWeightAveraging(SwaOptions options) : options_(std::move(options)) {}

    void on_train_epoch_start(Trainer& trainer) override;
    void on_train_batch_end(Trainer& trainer, const torch::Tensor& loss, const Batch& data,
                            std::int64_t batch) override;
    void on_train_end(Trainer& trainer) override;
    void on_save_checkpoint(Trainer& trainer, State& state) override;
    void on_load_checkpoint(Trainer& trainer, const State& state) override;

  private:
    std::int64_t first_epoch(const Trainer& trainer) const;
    void begin(Trainer& trainer);
    void add(Trainer& trainer);
    void finish(Trainer& trainer);

    SwaOptions options_;
    std::vector<torch::Tensor> mean_;
    std::int64_t count_ = 0;
    bool begun_ = false;
    bool finished_ = false;
};

}  // namespace lathe::train

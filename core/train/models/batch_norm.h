// SPDX-License-Identifier: GPL-3.0-or-later
// Batch normalisation of pictures whose statistics may be those of all ranks' parts of a batch (train.sync_batchnorm).
#pragma once

#include <torch/nn/module.h>
#include <torch/nn/options/batchnorm.h>

#include "core/train/parallel/rank_group.h"

namespace lathe::train {

class Module;

// As torch::nn::BatchNorm2d, and with its names in a checkpoint; that one cannot be derived from outside LibTorch.
class BatchNorm2d : public torch::nn::Module {
  public:
    // Scale 1, shift 0, running mean 0 and variance 1.
    explicit BatchNorm2d(std::int64_t channels);

    // Takes mean and variance over the batches of all ranks from now on, in training. `ranks` outlives it. Every rank
    // has samples in every batch, as each waits for the others here.
    void synchronise(const RankGroup& ranks) { ranks_ = &ranks; }
    // Sets running mean and variance to those of a new layer; scale and shift stay.
    void reset_running_stats();

    // x [batch, channels, height, width] -> the same shape and type. c10::Error: other dimensions.
    torch::Tensor forward(const torch::Tensor& x);

    torch::nn::BatchNormOptions options;
    torch::Tensor weight;
    torch::Tensor bias;
    torch::Tensor running_mean;
    torch::Tensor running_var;
    torch::Tensor num_batches_tracked;

  private:
    // Part of the newest batch in the running statistics; without a momentum all batches count alike.
    double part_of_batch() const;
    torch::Tensor over_all_ranks(const torch::Tensor& narrow);

    const RankGroup* ranks_ = nullptr;
};

// Synchronises all normalisations of a module. TrainError: one of them is of another kind.
void synchronise_norms(Module& module, const RankGroup& ranks);

}  // namespace lathe::train

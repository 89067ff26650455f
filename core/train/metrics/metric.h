// SPDX-License-Identifier: GPL-3.0-or-later
// A number that says how good the answers of an evaluation are, from sums over all its samples.
#pragma once

#include "core/train/tensor.h"

namespace lathe::train {

// Two steps, so that batches, and the ranks of a training, can be added up: totals of a batch, and the number that all
// totals together come to. No state.
class Metric {
  public:
    virtual ~Metric() = default;
    // Sums over the samples of a batch, a vector of always the same length: {sum of errors, samples}. `predictions` as
    // the loss gets them, `truth` as in Batch::y.
    virtual torch::Tensor totals(const torch::Tensor& predictions, const torch::Tensor& truth) const = 0;
    // The metric of an evaluation. `totals`: the sum of all totals(), double, on the CPU.
    virtual double value(const torch::Tensor& totals) const = 0;
};

}  // namespace lathe::train

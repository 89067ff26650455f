// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of a regression over a whole epoch.
#pragma once

#include "core/train/tensor.h"

namespace lathe::train {

class RankGroup;

// In the units of what is added.
class RegressionError {
  public:
    // Begins an evaluation.
    void reset() { *this = {}; }
    // Takes in a batch: the answers and the truth, [batch] each.
    void add(const torch::Tensor& predicted, const torch::Tensor& truth);

    // Takes in what all ranks have seen.
    void reduce(const RankGroup& ranks);

    // The mean absolute error; reads the device; 0 when nothing was added.
    double mean_absolute() const;
    // The root of the mean squared error; reads the device; 0 when nothing was added.
    double root_mean_square() const;
    // The coefficient of determination, 1 - residual over total sum of squares; 0 when the truth does not vary (and
    // nothing can be explained).
    double r2() const;

  private:
    double count_ = 0;
    // Sums on the device, in double precision: |error|, error^2, truth - first truth, its square.
    torch::Tensor sums_;
    torch::Tensor shift_;
};

}  // namespace lathe::train

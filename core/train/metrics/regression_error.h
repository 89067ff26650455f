// SPDX-License-Identifier: GPL-3.0-or-later
// Errors of a regression over a whole epoch.
#pragma once

#include "core/train/tensor.h"

namespace lathe::train {

class RankGroup;

// In the units of what is added.
class RegressionError {
  public:
    void reset() { *this = {}; }  // before an evaluation
    // [batch] each.
    void add(const torch::Tensor& predicted, const torch::Tensor& truth);

    // Takes in what all ranks have seen.
    void reduce(const RankGroup& ranks);

    double mean_absolute() const;     // reads the device; 0 when nothing was added
    double root_mean_square() const;  // the same
    // 1 - residual over total sum of squares; 0 when the truth does not vary (and nothing can be explained).
    double r2() const;

  private:
    double count_ = 0;
    // Sums on the device, in double precision: |error|, error^2, truth - first truth, its square.
    torch::Tensor sums_;
    torch::Tensor shift_;
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// TensorBoard's debiased exponential moving average.
#pragma once

#include <cmath>
#include <span>
#include <vector>

namespace lathe::gui {

// One value after another. Weight in [0, 1]. A non-finite value is passed through and not accumulated.
class Smoother {
  public:
    explicit Smoother(double weight) : weight_(weight) {}

    double next(double y) {
        if (!std::isfinite(y)) return y;
        last_ = weight_ * last_ + (1 - weight_) * y;
        ++count_;
        return last_ / (weight_ == 1 ? 1 : 1 - std::pow(weight_, count_));
    }

  private:
    double weight_;
    double last_ = 0;
    double count_ = 0;
};

// The whole series; one whose values all equal the first is returned unchanged.
std::vector<double> smoothed(std::span<const double> ys, double weight);

}  // namespace lathe::gui

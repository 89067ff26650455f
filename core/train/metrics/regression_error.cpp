#include "core/train/metrics/regression_error.h"

#include <torch/types.h>

#include <cmath>

namespace lathe::train {

void RegressionError::add(const torch::Tensor& predicted, const torch::Tensor& truth) {
    if (truth.numel() == 0) return;
    const torch::Tensor y = truth.to(torch::kFloat64);
    const torch::Tensor error = predicted.to(torch::kFloat64) - y;
    // Sums of squares about a value of the data rather than about 0 keep their digits.
    if (!shift_.defined()) shift_ = y[0].clone();
    const torch::Tensor moved = y - shift_;
    const torch::Tensor sums =
        torch::stack({error.abs().sum(), error.square().sum(), moved.sum(), moved.square().sum()});
    sums_ = sums_.defined() ? sums_ + sums : sums;
    count_ += static_cast<double>(truth.numel());
}

double RegressionError::mean_absolute() const {
    return count_ > 0 ? sums_[0].item<double>() / count_ : 0;
}

double RegressionError::root_mean_square() const {
    return count_ > 0 ? std::sqrt(sums_[1].item<double>() / count_) : 0;
}

double RegressionError::r2() const {
    if (count_ == 0) return 0;
    const double sum = sums_[2].item<double>();
    const double total = sums_[3].item<double>() - sum * sum / count_;
    return total > 0 ? 1 - sums_[1].item<double>() / total : 0;
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/metrics/regression_error.h"

#include <torch/types.h>

#include <cmath>
#include <vector>

#include "core/base/json.h"
#include "core/train/parallel/rank_group.h"

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

void RegressionError::reduce(const RankGroup& ranks) {
    if (ranks.is_alone()) return;
    Json mine = {count_};
    if (count_ > 0) {
        mine.push_back(json_number(shift_.item<double>()));
        for (int i = 0; i < 4; ++i) mine.push_back(json_number(sums_[i].item<double>()));
    }
    reset();
    std::vector<double> sums(4);
    double shift = 0;
    for (const Json& rank : ranks.gather(mine)) {
        const auto number = [&rank](std::size_t i) { return number_from_json(rank.at(i)).value_or(0); };
        const double count = number(0);
        if (count == 0) continue;
        if (count_ == 0) shift = number(1);
        const double moved = number(1) - shift;  // its sums are about another value
        sums[0] += number(2);
        sums[1] += number(3);
        sums[2] += number(4) + count * moved;
        sums[3] += number(5) + 2 * moved * number(4) + count * moved * moved;
        count_ += count;
    }
    sums_ = torch::tensor(sums, torch::kFloat64);
    shift_ = torch::tensor(shift, torch::kFloat64);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/metrics/metric_total.h"

#include <torch/types.h>

#include <algorithm>
#include <limits>
#include <string>

#include "core/train/error.h"
#include "core/train/parallel/rank_group.h"

namespace lathe::train {

void MetricTotal::add(const torch::Tensor& predictions, const torch::Tensor& truth) {
    const torch::Tensor given = metric_->totals(predictions, truth);
    if (!given.defined())
        throw TrainError("metric " + name_ + " gives no totals of a batch", "let totals() return a vector");
    const torch::Tensor totals = given.detach().to(torch::kDouble).flatten();
    if (totals_.defined() && totals_.numel() != totals.numel())
        throw TrainError("metric " + name_ + " gives " + std::to_string(totals.numel()) +
                             " totals of a batch, and gave " + std::to_string(totals_.numel()) + " of one before",
                         "let totals() return a vector of always the same length: sums over the samples");
    totals_ = totals_.defined() ? totals_ + totals : totals;
}

double MetricTotal::value(const RankGroup& ranks) const {
    torch::Tensor sum = totals_.defined() ? totals_.cpu().clone() : torch::Tensor();
    if (!ranks.is_alone()) {
        std::int64_t length = 0;  // one that had no samples does not know it
        for (const Json& rank : ranks.gather(Json(sum.defined() ? sum.numel() : 0)))
            length = std::max(length, rank.get<std::int64_t>());
        if (!sum.defined()) sum = torch::zeros({length}, torch::kDouble);
        if (length > 0) ranks.sum(sum);
    }
    const bool is_empty = !sum.defined() || sum.numel() == 0;
    return is_empty ? std::numeric_limits<double>::quiet_NaN() : metric_->value(sum);
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// A Metric over the batches of one evaluation.
#pragma once

#include <memory>
#include <string>

#include "core/train/metrics/metric.h"

namespace lathe::train {

class RankGroup;

// Sums of one metric, on the device of what is added.
class MetricTotal {
  public:
    // `name`: without val_ or test_.
    MetricTotal(std::string name, std::shared_ptr<const Metric> metric)
        : name_(std::move(name)), metric_(std::move(metric)) {}

    const std::string& name() const { return name_; }  // without val_ or test_
    // Begins an evaluation.
    void reset() { totals_ = torch::Tensor(); }
    // Takes in a batch, as Metric::totals takes it. TrainError: its totals are not as many as those before.
    void add(const torch::Tensor& predictions, const torch::Tensor& truth);
    // The metric over all ranks, which call it together. NaN: no rank had a sample.
    double value(const RankGroup& ranks) const;

  private:
    std::string name_;
    std::shared_ptr<const Metric> metric_;
    torch::Tensor totals_;  // undefined: nothing was added
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Samples in two tensors.
#pragma once

#include <algorithm>
#include <vector>

#include <torch/types.h>

#include "core/train/data/dataset.h"

namespace lathe::train {

// Gathers batches by index from both.
class TensorSet : public Dataset {
  public:
    // x [count, ...], y [count, ...], both on the CPU.
    TensorSet(torch::Tensor x, torch::Tensor y) : x_(std::move(x)), y_(std::move(y)) {}

    std::int64_t size() const override { return x_.size(0); }
    Batch get(std::span<const std::int64_t> indices, std::uint64_t /*seed*/) const override {
        const auto count = static_cast<std::int64_t>(indices.size());
        torch::Tensor index = torch::empty({count}, torch::kInt64);
        std::copy(indices.begin(), indices.end(), index.data_ptr<std::int64_t>());
        return {x_.index_select(0, index), y_.index_select(0, index), count};
    }

    std::vector<std::int64_t> classes() const override {
        if (y_.dim() != 1 || y_.scalar_type() != torch::kInt64) return {};
        const torch::Tensor y = y_.contiguous();
        return {y.data_ptr<std::int64_t>(), y.data_ptr<std::int64_t>() + y.numel()};
    }

  private:
    torch::Tensor x_;
    torch::Tensor y_;
};

}  // namespace lathe::train

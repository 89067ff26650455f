// SPDX-License-Identifier: GPL-3.0-or-later
// Sums the gradients of all ranks while the backward pass goes on: they are gathered in buckets, and a bucket is on its
// way as soon as its last gradient is there.
//
// It stands on c10d's collective calls and not on c10d::Reducer, which orders its buckets by when gradients came in the
// first step (so that a resumed training would add in another order than one that was not interrupted), and does not
// know a rank without samples.
#pragma once

#include <memory>
#include <vector>

#include "core/train/parallel/rank_group.h"
#include "core/train/tensor.h"

namespace lathe::train {

// All ranks have the same parameters in the same order.
class GradientReducer {
  public:
    // Bytes that a bucket holds at most, unless one parameter alone has more.
    static constexpr std::size_t bucket_bytes = 4u << 20;

    // `ranks` outlives it. Parameters that do not learn are left out.
    GradientReducer(const RankGroup& ranks, const std::vector<torch::Tensor>& parameters,
                    std::size_t bytes = bucket_bytes);
    ~GradientReducer();
    GradientReducer(const GradientReducer&) = delete;
    GradientReducer& operator=(const GradientReducer&) = delete;

    // Begins to sum, in the backward pass that follows, which is the last before a step; none follows where this rank
    // has no samples.
    void begin();
    // Waits until the gradients are the sums of all ranks'; a parameter that had one nowhere has none.
    void finish();

  private:
    class Buckets;
    std::shared_ptr<Buckets> buckets_;  // the hooks in the graph refer to them
};

}  // namespace lathe::train

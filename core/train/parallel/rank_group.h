// SPDX-License-Identifier: GPL-3.0-or-later
// The ranks that train one network together: processes, each with a device of its own and the same weights, that meet
// in collective calls.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/run/trial_body.h"
#include "core/train/tensor.h"

namespace lathe::train {

class Module;

// Every rank makes the same calls in the same order; each call waits for the others. Calls from one thread at a time.
// TrainError of the kind run::ranks_lost: another rank has gone. What else LibTorch throws is passed on.
class RankGroup {
  public:
    // A training without others: no call waits, and each gives back what it got.
    RankGroup();
    // Rank 0 of `size` without the others, to see what it would begin with. Calls wait for nobody.
    static RankGroup imagined(int size);
    // Waits until all ranks of the place are there. TrainError: they did not come (run::ranks_lost), or this LibTorch
    // cannot do it.
    // `device`: where the tensors are that are summed.
    static std::unique_ptr<RankGroup> meet(const run::RankPlace& place, torch::Device device);

    RankGroup(RankGroup&&) noexcept;
    ~RankGroup();

    // The number of this rank, from 0.
    int rank() const { return rank_; }
    int size() const { return size_; }  // ranks of the training; 1 without others
    // Whether there are no others: calls then return at once.
    bool is_alone() const { return size_ == 1; }
    // Whether this is rank 0, which keeps the record and decides what all do.
    bool is_first() const { return rank_ == 0; }

    // Sums a tensor over all ranks, in place; it is contiguous, on the device of the group or the CPU. The sum has the
    // same bits on all ranks.
    void sum(torch::Tensor tensor) const;
    // Waits for a sum; the tensor holds it when this returns. Throws as the calls of the group do.
    using Wait = std::function<void()>;
    // Begins sum() while others are computed; the tensor must not be touched until the function that is given back
    // returns.
    [[nodiscard]] Wait begin_sum(torch::Tensor tensor) const;

    // Overwrites the tensor with that of rank 0; shapes and types are the same on all ranks.
    void share(torch::Tensor tensor) const;
    void share_weights(Module& module) const;  // parameters and buffers
    void share_buffers(Module& module) const;  // statistics of batch normalisation, and what else is no parameter
    // The bytes that rank 0 gives; those of the others do not matter.
    std::string share(std::string bytes) const;
    // The decision of rank 0.
    bool share(bool decision) const;

    // What each rank gives, by rank.
    std::vector<Json> gather(const Json& mine) const;

  private:
    struct Links;
    RankGroup(int rank, int size, std::unique_ptr<Links> links);

    int rank_ = 0;
    int size_ = 1;
    std::unique_ptr<Links> links_;  // null: there is nobody to talk to
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// How many batches make one optimizer step, epoch by epoch. Pure arithmetic.
#pragma once

#include <cstdint>
#include <map>

#include "core/base/error.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class Accumulation {
  public:
    // Reads train.accumulate_grad_batches or train.accumulation_schedule; the error: both are given.
    static Result<Accumulation> from(const TrainerOptions& options);

    // The number of batches whose gradients are added up for one step of epoch `epoch` (from 0). The last step of an
    // epoch may have fewer.
    std::int64_t at(std::int64_t epoch) const;
    // Optimizer steps of the first `epochs` epochs of `batches` batches each; nullopt: more than can be counted.
    std::optional<std::int64_t> steps(std::int64_t epochs, std::int64_t batches) const;

  private:
    Accumulation() = default;

    std::map<std::int64_t, std::int64_t> from_epoch_;  // holds one for epoch 0
};

}  // namespace lathe::train

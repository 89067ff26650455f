// SPDX-License-Identifier: GPL-3.0-or-later
// After which batches the validation falls. Pure arithmetic.
#pragma once

#include <cstdint>
#include <optional>

#include "core/base/error.h"
#include "core/train/trainer_options.h"

namespace lathe::train {

class ValidationSchedule {
  public:
    // The schedule for epochs of `batches` training batches. The error names train.val_check_interval.
    static Result<ValidationSchedule> from(const TrainerOptions& options, std::int64_t batches);

    // Whether the validation follows batch number `done` (counted from 1) of epoch `epoch` (counted from 0).
    bool falls_after(std::int64_t epoch, std::int64_t done) const;

    // Whether it falls at all in the first `epochs` epochs.
    bool falls_within(std::int64_t epochs) const;

  private:
    ValidationSchedule() = default;

    std::int64_t batches_ = 0;                 // of an epoch
    std::int64_t interval_ = 0;                // in batches
    std::optional<std::int64_t> every_epoch_;  // nullopt: the interval is counted across epochs
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// How many jobs of a trial were lost in a row without its coming further than ever before.
#pragma once

#include <cstdint>

namespace lathe::run::slurm {

// Plain value.
class LossCount {
  public:
    // Counts one more job that was lost when the trial was at `step`; gives the count with it.
    int add(std::int64_t step) {
        count_ = step > furthest_ ? 1 : count_ + 1;
        if (step > furthest_) furthest_ = step;
        return count_;
    }
    // How many were lost in a row; 0 before the first.
    int count() const { return count_; }

  private:
    int count_ = 0;
    std::int64_t furthest_ = 0;  // step at which one was lost
};

}  // namespace lathe::run::slurm

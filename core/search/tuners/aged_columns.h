// SPDX-License-Identifier: GPL-3.0-or-later
// The trials that fade with age, column by column, as sums from which their weights follow at any later time: a
// suggestion need not walk through the history.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/search/losses.h"

namespace lathe::search {

// Sums over the trials for each column of the rows, and for each of its bins or branches.
class AgedColumns {
  public:
    // Of the observations in one bin (parzen.h) or branch. A rank is the place in time; 0 is the oldest.
    struct Sums {
        int count = 0;
        double ranks = 0;
        double positions = 0;
        double ranked_positions = 0;
    };
    // Holds the first `count` of `scored` from now on. Only those that came since the last call are read, unless the
    // trials are others than before (one was canceled, say).
    void follow(const Observations& seen, const std::vector<Scored>& scored, std::size_t count);
    // The sums of a column, one for each bin or branch.
    std::span<const Sums> at(std::size_t column) const { return columns_[column]; }
    // How many trials are held.
    std::size_t count() const { return held_.size(); }

  private:
    bool holds_the_start_of(const Observations& seen, const std::vector<Scored>& scored, std::size_t count) const;

    std::uint64_t id_ = 0;           // of the Observations
    std::vector<std::size_t> held_;  // Scored::observation, by rank
    std::vector<std::vector<Sums>> columns_;
};

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// What trials that were stopped early would have come to: their values are those of another time than the others', and
// would say nothing where they are compared.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

class PartialCurves {
  public:
    // Learns from the newest of the succeeded ones among `ended`. History and trials must outlive this.
    PartialCurves(const History& history, std::span<const int> ended) : history_(history), ended_(ended) {}

    // The objective that `trial` counts with. Of one that was stopped early after so many reports: its own, moved on by
    // the median of what succeeded trials still gained after as many; its own alone while there are fewer than four of
    // them. Of any other its own.
    std::optional<double> objective_of(const Trial& trial) const;

  private:
    const std::vector<const Trial*>& whole() const;
    std::optional<double> gain_after(std::size_t reports) const;
    double value_after(const Trial& trial, std::size_t reports) const;

    const History& history_;
    std::span<const int> ended_;
    mutable std::optional<std::vector<const Trial*>> whole_;  // curves that came to their end, once one is asked for
    mutable std::map<std::size_t, std::optional<double>> gains_;
};

}  // namespace lathe::search

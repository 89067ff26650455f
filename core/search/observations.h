// What a tuner sees of a history: one row of numbers a trial.
#pragma once

#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// Rows of the trials that lie in the space, by number; trials outside it (the space was edited between runs) are left
// out. `history` and the observations share memory: keep both alive.
class Observations {
  public:
    Observations(const space::Layout& layout, const History& history);

    struct Observation {
        const Trial* trial;
        std::span<const double> row;
    };
    const std::vector<Observation>& all() const { return all_; }

    // Whether a trial with these parameters is there already, in whatever state.
    bool has(std::span<const double> row) const;

  private:
    std::vector<Observation> all_;
    std::vector<space::Row> computed_;  // for trials whose row nobody filled in
};

bool same_row(std::span<const double> a, std::span<const double> b);

}  // namespace lathe::search

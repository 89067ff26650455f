// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a space where a function of them is largest.
#pragma once

#include <span>
#include <vector>

#include "core/search/observations.h"
#include "core/search/tuners/row_function.h"

namespace lathe::search {

class AcquisitionSearch {
  public:
    // `seen` and `function` must outlive this.
    AcquisitionSearch(const Observations& seen, const RowFunction& function)
        : seen_(seen), layout_(seen.layout()), function_(function), low_(layout_.size(), 0), high_(layout_.size(), 1) {}

    // Keeps the numbers of rows within `radius` of those of `centre`. Both are in units of positions: the range of a
    // parameter is 1 wide.
    void stay_near(std::span<const double> centre, double radius);

    // Keeps results apart from `rows`: none is nearer than `distance` in every number to one of them that has the same
    // choices. They must outlive this.
    void keep_apart(std::vector<std::span<const double>> rows, double distance);

    // The rows that the search found best, best first: snapped, and such that no trial has them; there may be none.
    // Random rows and mutants of `anchors` (the best trials) are compared; the best few climb.
    std::vector<space::Row> run(const std::vector<std::span<const double>>& anchors, Random& random) const;

  private:
    bool is_free(std::span<const double> row) const;  // no trial has it, and it is apart
    struct Candidate {
        space::Row row;
        double value;
    };
    std::vector<Candidate> valued(std::vector<space::Row> rows) const;
    space::Row mutant(std::span<const double> anchor, Random& random) const;
    void climb(Candidate& candidate) const;  // the numbers, by their gradient
    void change_choices(Candidate& candidate, Random& random) const;

    const Observations& seen_;
    const space::Layout& layout_;
    const RowFunction& function_;
    std::vector<std::span<const double>> apart_;
    double distance_ = 0;
    space::Row low_;  // bounds of the numbers
    space::Row high_;
};

}  // namespace lathe::search

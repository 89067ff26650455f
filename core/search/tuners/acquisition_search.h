// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a space where an acquisition function is largest.
#pragma once

#include <functional>
#include <span>
#include <utility>
#include <vector>

#include "core/search/observations.h"
#include "core/search/tuners/acquisition.h"
#include "core/search/tuners/feasibility.h"
#include "core/search/tuners/gaussian_process.h"

namespace lathe::search {

class AcquisitionSearch {
  public:
    // utility(mean, standard deviation) is maximised. `seen` and `gp` must outlive this.
    using Utility = std::function<Acquisition(double, double)>;
    AcquisitionSearch(const Observations& seen, const GaussianProcess& gp, Utility utility)
        : seen_(seen),
          layout_(seen.layout()),
          gp_(gp),
          utility_(std::move(utility)),
          low_(layout_.size(), 0),
          high_(layout_.size(), 1) {}

    // The utility, which is a logarithm then, is of trials that succeed. `feasibility` must outlive this.
    void mind(const Feasibility& feasibility) { feasibility_ = &feasibility; }

    // Numbers stay within `radius` of those of `centre`, which is of the unit of positions: the range is 1 wide.
    void stay_near(std::span<const double> centre, double radius);

    // Snapped rows that no trial has, best first; there may be none. Random rows and mutants of `anchors` (the best
    // trials) are compared; the best few climb.
    std::vector<space::Row> run(const std::vector<std::span<const double>>& anchors, Random& random) const;

  private:
    struct Candidate {
        space::Row row;
        double value;
    };
    // At a row, with the derivatives by its numbers when `gradient` is there.
    double value_at(std::span<const double> row, Eigen::VectorXd* gradient = nullptr) const;
    std::vector<Candidate> valued(std::vector<space::Row> rows) const;
    space::Row mutant(std::span<const double> anchor, Random& random) const;
    void climb(Candidate& candidate) const;  // the numbers, by their gradient
    void change_choices(Candidate& candidate, Random& random) const;

    const Observations& seen_;
    const space::Layout& layout_;
    const GaussianProcess& gp_;
    const Feasibility* feasibility_ = nullptr;
    Utility utility_;
    space::Row low_;  // bounds of the numbers
    space::Row high_;
};

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// Parzen estimator of several columns together (Falkner et al. 2018, "BOHB"; Optuna's multivariate TPE): each
// observation is the centre of a product of kernels, so that parameters that are good only together stay together. The
// prior is one kernel more, as wide as the range.
#pragma once

#include <span>
#include <vector>

#include "core/base/random.h"
#include "core/space/layout.h"

namespace lathe::search {

class JointParzen {
  public:
    // Bandwidths from the rows: Scott's rule on the unit interval, at least `min_bandwidth`. `prior_weight` 0: no prior
    // component beside the rows.
    struct Options {
        double prior_weight = 1;
        double bandwidth_factor = 1;
        double min_bandwidth = 0;
    };
    // `columns` must be active in all rows; rows, weights and layout are not kept.
    JointParzen(const space::Layout& layout, const std::vector<std::size_t>& columns,
                const std::vector<std::span<const double>>& rows, const std::vector<double>& weights, Options options);

    // Draws the columns of `row`.
    void sample(space::Row& row, Random& random) const;
    // ln of how much speaks for `row`; no density, as kernels are not divided by their width.
    double log_score(std::span<const double> row) const;

  private:
    struct Axis {
        std::size_t column;
        std::size_t branches = 0;  // 0: a number
        double sigma = 1;
        double smoothing = 0;  // of a choice: probability of leaving the centre's branch
    };
    std::vector<Axis> axes_;
    std::size_t count_;                // observations; component count_ is the prior
    std::vector<double> centres_;      // by observation, then axis
    std::vector<double> heights_;      // by observation, then axis: ln of a number's kernel at its centre
    std::vector<double> log_weights_;  // of the components
    std::vector<double> cumulative_;
};

}  // namespace lathe::search

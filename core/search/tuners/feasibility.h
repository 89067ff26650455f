// SPDX-License-Identifier: GPL-3.0-or-later
// Where trials fail: the probability that one succeeds, by a Gaussian process over the outcomes so far (Gramacy, Lee
// 2011, "Optimization under unknown constraints"; Rasmussen, Williams 2006, section 6.5: least-squares classification).
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "core/search/tuners/chance.h"

namespace lathe::search {

// The chance that a trial does not fail.
class Feasibility final : public Chance {
  public:
    // The row of a trial that ended, and whether it failed.
    struct Outcome {
        std::span<const double> row;
        bool failed;
    };
    // `layout` and the rows must outlive this.
    Feasibility(const space::Layout& layout, double nu, double noise_floor, const std::vector<Outcome>& outcomes,
                const GpHyperparameters& hyperparameters);
    // The hyperparameters for these outcomes, of which the newest are used. `gp` gives the kernel and the noise floor.
    static GpHyperparameters fit(const GaussianProcess& gp, const std::vector<Outcome>& outcomes);

    // Where success is less likely than 80 %, less a penalty: at the edge of a region that fails improvement looks
    // large for ever, and the probability alone would send one trial after another there.
    LogProbability log_probability(const GaussianProcess::Prediction& outcome) const override;
    // Success is 1, failure -1; less their mean.
    const GaussianProcess& process() const override { return gp_; }

  private:
    GaussianProcess gp_;
    double mean_ = 0;
};

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// Where trials keep a constraint: a Gaussian process over how far each is beyond the limit, and the probability that
// the next one is not (Gardner et al. 2014, "Bayesian optimization with inequality constraints").
#pragma once

#include <span>
#include <vector>

#include "core/search/tuners/chance.h"

namespace lathe::search {

// Excesses (constraint.h) as targets with zero mean and unit variance.
struct ScaledExcesses {
    // Large excesses are pulled in (asinh) and infinite ones are put somewhat beyond the largest, before mean and
    // variance are set.
    explicit ScaledExcesses(const std::vector<double>& excesses);

    Eigen::VectorXd targets;
    double limit = 0;  // of the targets
};

// The chance that a trial keeps one constraint.
class KeptLimit final : public Chance {
  public:
    // Trials with these rows and excesses; the layout and the rows must outlive this.
    KeptLimit(const space::Layout& layout, double nu, double noise_floor,
              const std::vector<std::span<const double>>& rows, const std::vector<double>& excesses,
              const GpHyperparameters& hyperparameters);

    // That the trial is observed to keep the limit: the noise counts as well.
    LogProbability log_probability(const GaussianProcess::Prediction& predicted) const override;
    // Over the scaled excesses.
    const GaussianProcess& process() const override { return gp_; }

    // Takes a trial that still runs for what is predicted of it; gives whether that keeps the limit.
    bool believe(std::span<const double> row) { return gp_.believe(row) <= limit_; }

  private:
    GaussianProcess gp_;
    double limit_ = 0;
};

}  // namespace lathe::search

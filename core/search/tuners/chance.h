// SPDX-License-Identifier: GPL-3.0-or-later
// The probability that a trial is as it has to be (that it does not fail, that it keeps a constraint), by a Gaussian
// process over the trials so far.
#pragma once

#include "core/search/tuners/gaussian_process.h"

namespace lathe::search {

// One thing that a trial has to be, and how likely it is.
class Chance {
  public:
    virtual ~Chance() = default;

    // The natural logarithm of the probability.
    struct LogProbability {
        double value;
        double by_mean;  // derivatives by the prediction of process(), for its gradient
        double by_variance;
    };
    // The probability for a row, given what process() predicts there.
    virtual LogProbability log_probability(const GaussianProcess::Prediction& predicted) const = 0;
    // The model whose predictions log_probability() takes; owned by this.
    virtual const GaussianProcess& process() const = 0;
};

}  // namespace lathe::search

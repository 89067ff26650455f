// SPDX-License-Identifier: GPL-3.0-or-later
// Acquisition functions of a prediction, to be maximised; losses are minimised.
#pragma once

namespace lathe::search {

struct Acquisition {
    double value;
    double by_mean;  // derivatives
    double by_deviation;
};

// ln of the expected improvement below `best`, finite however small it is (Ament et al. 2023, "Unexpected improvements
// to expected improvement").
Acquisition log_expected_improvement(double mean, double deviation, double best);
// The lower confidence bound of a value to be minimised, negated: kappa * deviation - mean.
Acquisition confidence_bound(double mean, double deviation, double kappa);
// ln of how far `a` is above `zero`, made to fall away softly below it: for what is no logarithm itself.
Acquisition logarithm_above(const Acquisition& a, double zero);
// ln of the probability of improvement below `best`.
Acquisition log_probability_of_improvement(double mean, double deviation, double best);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// A normal distribution cut off outside [0, 1]: the kernels of the Parzen estimators.
#pragma once

#include <algorithm>

#include "core/base/random.h"
#include "core/space/normal.h"

namespace lathe::search {

// The prior of the Parzen estimators: one wide kernel in the middle of the unit interval.
inline constexpr double prior_mean = 0.5;
inline constexpr double prior_sigma = 1;

// The probability that the normal distribution, not cut off, gives to [0, 1].
inline double mass_inside(double mean, double sigma) {
    constexpr double reach_in_sigmas = 4.5;  // beyond, nothing is cut off that counts
    const double below = mean > reach_in_sigmas * sigma ? 0 : space::normal_cdf(-mean / sigma);
    const double above = 1 - mean > reach_in_sigmas * sigma ? 0 : space::normal_cdf((mean - 1) / sigma);
    return 1 - below - above;
}

// A draw from the cut-off distribution, by rejection: after 100 draws outside it gives the mean, clipped into [0, 1].
inline double sample_inside(double mean, double sigma, Random& random) {
    for (int i = 0; i < 100; ++i) {
        const double x = mean + sigma * random.normal();
        if (x >= 0 && x <= 1) return x;
    }
    return std::clamp(mean, 0.0, 1.0);
}

}  // namespace lathe::search

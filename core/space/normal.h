// SPDX-License-Identifier: GPL-3.0-or-later
// The standard normal distribution.
#pragma once

namespace lathe::space {

// The cumulative distribution function of the standard normal distribution: P(X <= x).
double normal_cdf(double x);
// The x with normal_cdf(x) = p; p is clamped to what a double can invert (about +-8.2 sigma), so the result is finite.
// Acklam's rational approximation refined by one step of Halley's method: full double precision.
double normal_quantile(double p);

}  // namespace lathe::space

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/normal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lathe::space {

namespace {

double rational_tail(double q) {
    const double numerator =
        ((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838) * q - 2.549732539343734) * q +
         4.374664141464968) *
            q +
        2.938163982698783;
    const double denominator =
        (((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
    return numerator / denominator;
}

double rational_centre(double q) {
    const double r = q * q;
    const double numerator = (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r +
                                1.383577518672690e+02) *
                                   r -
                               3.066479806614716e+01) *
                                  r +
                              2.506628277459239) *
                             q;
    const double denominator =
        ((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r +
          6.680131188771972e+01) *
             r -
         1.328068155288572e+01) *
            r +
        1;
    return numerator / denominator;
}

}  // namespace

double normal_cdf(double x) {
    return 0.5 * std::erfc(-x / std::numbers::sqrt2);
}

double normal_quantile(double p) {
    constexpr double low = 0.02425;
    p = std::clamp(p, 1e-16, 1 - 0x1.0p-53);
    double x = 0;
    if (p < low) x = rational_tail(std::sqrt(-2 * std::log(p)));
    else if (p > 1 - low) x = -rational_tail(std::sqrt(-2 * std::log1p(-p)));
    else x = rational_centre(p - 0.5);
    const double error = normal_cdf(x) - p;
    const double u = error * std::sqrt(2 * std::numbers::pi) * std::exp(x * x / 2);
    return x - u / (1 + x * u / 2);
}

}  // namespace lathe::space

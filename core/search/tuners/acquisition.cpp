// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/acquisition.h"

#include <cmath>
#include <numbers>

#include "core/space/normal.h"

namespace lathe::search {

namespace {

constexpr double tail = -6;  // below, the differences cancel and the series take over

double log_density(double z) {
    return -0.5 * z * z - 0.5 * std::log(2 * std::numbers::pi);
}

}  // namespace

Acquisition log_expected_improvement(double mean, double deviation, double best) {
    const double z = (best - mean) / deviation;
    if (z > tail) {
        const double density = std::exp(log_density(z));
        const double below = space::normal_cdf(z);
        const double h = density + z * below;
        return {std::log(deviation * h), -below / (deviation * h), density / (deviation * h)};
    }
    // h(z) = density(z) / z^2 * (1 - 3/z^2 + 15/z^4 - 105/z^6 + ...), from the asymptotic series of the error function.
    const double w = 1 / (z * z);
    const double series = 1 - w * (3 - w * (15 - w * 105));
    const double cdf_over_h = -z * (1 - w * (1 - w * (3 - w * 15))) / series;
    const double density_over_h = z * z / series;
    return {std::log(deviation) + log_density(z) + std::log(w * series), -cdf_over_h / deviation,
            density_over_h / deviation};
}

Acquisition confidence_bound(double mean, double deviation, double kappa) {
    return {kappa * deviation - mean, -1, kappa};
}

Acquisition logarithm_above(const Acquisition& a, double zero) {
    const double x = a.value - zero;
    // ln(1 + e^x), which is x where it is large and e^x where it is small.
    const double above = x > 0 ? x + std::log1p(std::exp(-x)) : std::log1p(std::exp(x));
    const double share = x > -30 ? 1 / (1 + std::exp(-x)) / above : 1;
    return {x > -30 ? std::log(above) : x, share * a.by_mean, share * a.by_deviation};
}

Acquisition log_probability_of_improvement(double mean, double deviation, double best) {
    const double z = (best - mean) / deviation;
    const double w = 1 / (z * z);
    const double log_cdf = z > tail ? std::log(space::normal_cdf(z))
                                    : log_density(z) - std::log(-z) + std::log(1 - w * (1 - w * (3 - w * 15)));
    const double ratio = std::exp(log_density(z) - log_cdf);  // d ln cdf / dz
    return {log_cdf, -ratio / deviation, -ratio * z / deviation};
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/warp.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lathe::search {

namespace {

double yeo_johnson(double x, double lambda) {
    if (x >= 0) return std::abs(lambda) < 1e-9 ? std::log1p(x) : std::expm1(lambda * std::log1p(x)) / lambda;
    const double mirrored = 2 - lambda;
    return std::abs(mirrored) < 1e-9 ? -std::log1p(-x) : -std::expm1(mirrored * std::log1p(-x)) / mirrored;
}

void standardise(Eigen::VectorXd& y) {
    y.array() -= y.mean();
    const double deviation = std::sqrt(y.squaredNorm() / static_cast<double>(y.size()));
    if (deviation > 0) y /= deviation;
}

double log_likelihood(const Eigen::VectorXd& y, double lambda) {
    const double n = static_cast<double>(y.size());
    double sum = 0;
    double squares = 0;
    double jacobian = 0;
    for (const double x : y) {
        const double t = yeo_johnson(x, lambda);
        sum += t;
        squares += t * t;
        jacobian += std::copysign(std::log1p(std::abs(x)), x);
    }
    const double variance = squares / n - sum / n * (sum / n);
    if (!(variance > 1e-300)) return -std::numeric_limits<double>::infinity();
    return -n / 2 * std::log(variance) + (lambda - 1) * jacobian;
}

double best_lambda(const Eigen::VectorXd& y) {
    // Golden section search: the likelihood has one maximum.
    const double ratio = (std::sqrt(5.0) - 1) / 2;
    double low = -2;
    double high = 2;
    double a = high - ratio * (high - low);
    double b = low + ratio * (high - low);
    double at_a = log_likelihood(y, a);
    double at_b = log_likelihood(y, b);
    for (int i = 0; i < 16; ++i) {
        if (at_a > at_b) {
            high = b;
            b = a;
            at_b = at_a;
            a = high - ratio * (high - low);
            at_a = log_likelihood(y, a);
        } else {
            low = a;
            a = b;
            at_a = at_b;
            b = low + ratio * (high - low);
            at_b = log_likelihood(y, b);
        }
    }
    return (low + high) / 2;
}

}  // namespace

Eigen::VectorXd normal_scores(const std::vector<double>& losses) {
    std::vector<double> finite;
    for (const double loss : losses)
        if (std::isfinite(loss)) finite.push_back(loss);
    Eigen::VectorXd y = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(losses.size()));
    if (finite.empty()) return y;
    std::ranges::sort(finite);
    const auto at = [&](double share) {
        return finite[static_cast<std::size_t>(share * static_cast<double>(finite.size() - 1))];
    };
    // Beyond five times the spread of the good half, how bad a loss is says nothing about where good ones are.
    const double middle = at(0.5);
    const double spread = std::max({middle / 2 - finite.front() / 2, at(0.75) / 2 - middle / 2, 1e-300});
    const double cut = std::min(finite.back(), middle + 10 * spread);
    const double scale = std::max(cut / 2 - finite.front() / 2, 1e-300);
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const double loss = std::isnan(losses[i]) ? std::numeric_limits<double>::infinity() : losses[i];
        // Divided before the difference is taken: losses may be as large as doubles are.
        y[static_cast<Eigen::Index>(i)] =
            (std::clamp(loss, finite.front(), cut) / 2 - middle / 2) / scale + (loss > finite.back() ? 0.1 : 0);
    }
    standardise(y);
    const double lambda = best_lambda(y);
    for (double& x : y) x = yeo_johnson(x, lambda);
    standardise(y);
    return y;
}

}  // namespace lathe::search

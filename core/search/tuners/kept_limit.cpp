// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/kept_limit.h"

#include <algorithm>
#include <cmath>

#include "core/search/tuners/acquisition.h"

namespace lathe::search {

namespace {

// The middle of what lies beyond or within the limit by anything at all.
double typical_size(const std::vector<double>& excesses) {
    std::vector<double> sizes;
    for (const double one : excesses)
        if (std::isfinite(one) && one != 0) sizes.push_back(std::abs(one));
    if (sizes.empty()) return 1;
    const auto middle = sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2);
    std::ranges::nth_element(sizes, middle);
    return *middle;
}

}  // namespace

ScaledExcesses::ScaledExcesses(const std::vector<double>& excesses)
    : targets(static_cast<Eigen::Index>(excesses.size())) {
    const double size = typical_size(excesses);
    double low = 0;
    double high = 0;
    for (const double one : excesses) {
        if (!std::isfinite(one)) continue;
        low = std::min(low, std::asinh(one / size));
        high = std::max(high, std::asinh(one / size));
    }
    for (std::size_t i = 0; i < excesses.size(); ++i)
        targets[static_cast<Eigen::Index>(i)] = std::clamp(std::asinh(excesses[i] / size), low - 1, high + 1);
    if (targets.size() == 0) return;
    const double mean = targets.mean();
    targets.array() -= mean;
    const double deviation = std::sqrt(targets.squaredNorm() / static_cast<double>(targets.size()));
    const double scale = deviation > 0 ? deviation : 1;
    targets /= scale;
    limit = -mean / scale;
}

KeptLimit::KeptLimit(const space::Layout& layout, double nu, double noise_floor,
                     const std::vector<std::span<const double>>& rows, const std::vector<double>& excesses,
                     const GpHyperparameters& hyperparameters)
    : gp_(layout, nu, noise_floor) {
    gp_.set(hyperparameters);
    for (const auto row : rows) gp_.add(row);
    const ScaledExcesses scaled(excesses);
    gp_.set_targets(scaled.targets);
    limit_ = scaled.limit;
}

Chance::LogProbability KeptLimit::log_probability(const GaussianProcess::Prediction& predicted) const {
    // What is observed of the trial counts, so that its noise does as well.
    const double deviation = std::sqrt(predicted.variance + gp_.noise());
    const Acquisition p = log_probability_of_improvement(predicted.mean, deviation, limit_);
    return {p.value, p.by_mean, p.by_deviation / (2 * deviation)};
}

}  // namespace lathe::search

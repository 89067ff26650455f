// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/feasibility.h"

#include <algorithm>
#include <cmath>

#include "core/search/tuners/acquisition.h"

namespace lathe::search {

namespace {

constexpr std::size_t most_fitted_outcomes = 128;
constexpr std::size_t most_learned_outcomes = 300;
constexpr double sure_enough = 0.84;  // deviations of the outcome: a probability of 80 %
constexpr double penalty = 10;

std::span<const Feasibility::Outcome> newest_outcomes(const std::vector<Feasibility::Outcome>& outcomes,
                                                      std::size_t most) {
    return std::span(outcomes).last(std::min(most, outcomes.size()));
}

Eigen::VectorXd labels_of(std::span<const Feasibility::Outcome> outcomes) {
    Eigen::VectorXd out(static_cast<Eigen::Index>(outcomes.size()));
    for (std::size_t i = 0; i < outcomes.size(); ++i) out[static_cast<Eigen::Index>(i)] = outcomes[i].failed ? -1 : 1;
    return out;
}

}  // namespace

GpHyperparameters Feasibility::fit(const GaussianProcess& gp, const std::vector<Outcome>& outcomes) {
    const auto fitted = newest_outcomes(outcomes, most_fitted_outcomes);
    std::vector<std::span<const double>> rows;
    for (const Outcome& one : fitted) rows.push_back(one.row);
    const Eigen::VectorXd y = labels_of(fitted);
    return gp.fit(rows, y.array() - y.mean());
}

Feasibility::Feasibility(const space::Layout& layout, double nu, double noise_floor,
                         const std::vector<Outcome>& outcomes, const GpHyperparameters& hyperparameters)
    : gp_(layout, nu, noise_floor) {
    gp_.set(hyperparameters);
    const auto learned = newest_outcomes(outcomes, most_learned_outcomes);
    for (const Outcome& one : learned) gp_.add(one.row);
    const Eigen::VectorXd y = labels_of(learned);
    mean_ = y.mean();
    gp_.set_targets(y.array() - mean_);
}

Chance::LogProbability Feasibility::log_probability(const GaussianProcess::Prediction& outcome) const {
    // That an outcome's label is above 0: the probability of "improvement" of its negative below 0.
    const double variance = outcome.variance + gp_.noise();
    const double deviation = std::sqrt(variance);
    const double mean = outcome.mean + mean_;
    const Acquisition p = log_probability_of_improvement(-mean, deviation, 0);
    LogProbability out{p.value, -p.by_mean, p.by_deviation / (2 * deviation)};
    const double z = mean / deviation;
    if (z < sure_enough) {
        out.value -= penalty * (sure_enough - z) * (sure_enough - z);
        const double by_z = 2 * penalty * (sure_enough - z);
        out.by_mean += by_z / deviation;
        out.by_variance -= by_z * z / (2 * variance);
    }
    return out;
}

}  // namespace lathe::search

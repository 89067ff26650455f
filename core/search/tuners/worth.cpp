// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/worth.h"

#include <cmath>
#include <utility>

namespace lathe::search {

namespace {

constexpr double least_utility = -12;  // a logarithm: where chances count, less is as little as nothing

}  // namespace

Worth::Worth(std::vector<const GaussianProcess*> objectives, Utility utility, std::vector<const Chance*> chances)
    : objectives_(std::move(objectives)), utility_(std::move(utility)), chances_(std::move(chances)) {}

// Beside chances it falls to least_utility and no further: far from any improvement the logarithm falls without end,
// and no likely failure would count beside it.
double Worth::utility_of(std::span<const Normal> predicted, std::span<NormalSlopes> slopes) const {
    const double value = utility_(predicted, slopes);
    if (chances_.empty()) return value;
    const double above = value - least_utility;
    const double share = 1 / (1 + std::exp(-above));
    for (NormalSlopes& one : slopes) one = {share * one.by_mean, share * one.by_deviation};
    return above > 0 ? value + std::log1p(std::exp(-above)) : least_utility + std::log1p(std::exp(above));
}

double Worth::at(std::span<const double> row, Eigen::VectorXd* gradient) const {
    if (gradient) *gradient = Eigen::VectorXd::Zero(static_cast<Eigen::Index>(row.size()));
    double value = 0;
    if (!objectives_.empty()) {
        std::vector<Normal> predicted;
        std::vector<Eigen::VectorXd> d_means(gradient ? objectives_.size() : 0);
        std::vector<Eigen::VectorXd> d_variances(d_means.size());
        for (std::size_t k = 0; k < objectives_.size(); ++k) {
            const auto p =
                gradient ? objectives_[k]->predict(row, d_means[k], d_variances[k]) : objectives_[k]->predict(row);
            predicted.push_back({p.mean, std::sqrt(p.variance)});
        }
        std::vector<NormalSlopes> slopes(d_means.size());
        value += utility_of(predicted, slopes);
        for (std::size_t k = 0; k < slopes.size(); ++k)
            *gradient +=
                slopes[k].by_mean * d_means[k] + slopes[k].by_deviation / (2 * predicted[k].deviation) * d_variances[k];
    }
    for (const Chance* chance : chances_) {
        Eigen::VectorXd d_mean;
        Eigen::VectorXd d_variance;
        const GaussianProcess& gp = chance->process();
        const auto p = chance->log_probability(gradient ? gp.predict(row, d_mean, d_variance) : gp.predict(row));
        if (gradient) *gradient += p.by_mean * d_mean + p.by_variance * d_variance;
        value += p.value;
    }
    return std::isnan(value) ? -HUGE_VAL : value;
}

std::vector<double> Worth::at_all(const std::vector<space::Row>& rows) const {
    std::vector<double> out(rows.size(), 0);
    if (rows.empty()) return out;
    std::vector<std::vector<GaussianProcess::Prediction>> predictions;
    for (const GaussianProcess* gp : objectives_) predictions.push_back(gp->predict(rows));
    for (std::size_t i = 0; i < rows.size() && !objectives_.empty(); ++i) {
        std::vector<Normal> predicted;
        for (const auto& one : predictions) predicted.push_back({one[i].mean, std::sqrt(one[i].variance)});
        out[i] = utility_of(predicted, {});
    }
    for (const Chance* chance : chances_) {
        const auto predicted = chance->process().predict(rows);
        for (std::size_t i = 0; i < rows.size(); ++i) out[i] += chance->log_probability(predicted[i]).value;
    }
    for (double& one : out)
        if (std::isnan(one)) one = -HUGE_VAL;
    return out;
}

}  // namespace lathe::search

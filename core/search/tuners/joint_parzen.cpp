// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/joint_parzen.h"

#include <algorithm>
#include <cmath>

#include "core/search/tuners/truncated_normal.h"

namespace lathe::search {

namespace {

constexpr double spread_of_rows = 0.2;  // bandwidth of a single row, as Optuna's
constexpr double finest_kernel = 100;   // no kernel is narrower than one part in so many

// ln of a kernel's height at its centre: what is cut off outside [0, 1] is made up for, its width is not (see
// NumericParzen::score). Were it, the prior would count for nothing beside the narrow kernels of many columns.
double log_height(double centre, double sigma) {
    return -std::log(mass_inside(centre, sigma));
}

}  // namespace

JointParzen::JointParzen(const space::Layout& layout, const std::vector<std::size_t>& columns,
                         const std::vector<std::span<const double>>& rows, const std::vector<double>& weights,
                         Options options)
    : count_(rows.size()) {
    const double n = std::max<double>(1, static_cast<double>(count_));
    const double d = static_cast<double>(columns.size());
    const double width = std::max({options.bandwidth_factor * spread_of_rows * std::pow(n, -1 / (d + 4)),
                                   1 / std::min(finest_kernel, 1 + n), options.min_bandwidth});
    for (const std::size_t c : columns) {
        Axis axis{c, 0, std::min(1.0, width), 0};
        if (layout.columns()[c].is_choice()) {
            axis.branches = layout.columns()[c].distribution.branches.size();
            const double prior = std::max(options.prior_weight / (n + 1), options.min_bandwidth);
            axis.smoothing = prior / (1 + prior * static_cast<double>(axis.branches));
        }
        axes_.push_back(axis);
    }
    double total = options.prior_weight;
    for (const double w : weights) total += w;
    double sum = 0;
    const auto add_component = [&](double weight) {
        sum += weight;
        cumulative_.push_back(sum / total);
        log_weights_.push_back(std::log(weight / total));
    };
    for (std::size_t i = 0; i < count_; ++i) {
        for (const Axis& axis : axes_) {
            const double centre = rows[i][axis.column];
            centres_.push_back(centre);
            heights_.push_back(axis.branches > 0 ? 0 : log_height(centre, axis.sigma));
        }
        add_component(weights[i]);
    }
    if (options.prior_weight > 0) add_component(options.prior_weight);
}

void JointParzen::sample(space::Row& row, Random& random) const {
    const auto found = std::ranges::upper_bound(cumulative_, random.uniform());
    const auto component =
        std::min<std::size_t>(static_cast<std::size_t>(found - cumulative_.begin()), cumulative_.size() - 1);
    for (std::size_t a = 0; a < axes_.size(); ++a) {
        const Axis& axis = axes_[a];
        double& x = row[axis.column];
        if (component == count_) {  // the prior
            x = axis.branches > 0 ? static_cast<double>(random.below(axis.branches))
                                  : sample_inside(prior_mean, prior_sigma, random);
            continue;
        }
        const double centre = centres_[component * axes_.size() + a];
        if (axis.branches > 0) {
            const bool leaves = random.uniform() < axis.smoothing * static_cast<double>(axis.branches);
            x = leaves ? static_cast<double>(random.below(axis.branches)) : centre;
            continue;
        }
        x = sample_inside(centre, axis.sigma, random);
    }
}

double JointParzen::log_score(std::span<const double> row) const {
    static const double prior_height = log_height(prior_mean, prior_sigma);
    double largest = -HUGE_VAL;
    std::vector<double> logs(log_weights_.size());
    for (std::size_t i = 0; i < logs.size(); ++i) {
        double log = log_weights_[i];
        for (std::size_t a = 0; a < axes_.size(); ++a) {
            const Axis& axis = axes_[a];
            const double x = row[axis.column];
            if (i == count_) {
                const double z = (x - prior_mean) / prior_sigma;
                log += axis.branches > 0 ? -std::log(static_cast<double>(axis.branches)) : prior_height - 0.5 * z * z;
                continue;
            }
            const double centre = centres_[i * axes_.size() + a];
            if (axis.branches > 0) {
                const double stays = 1 - axis.smoothing * static_cast<double>(axis.branches - 1);
                log += std::log(std::max(1e-300, x == centre ? stays : axis.smoothing));
            } else {
                const double z = (x - centre) / axis.sigma;
                log += heights_[i * axes_.size() + a] - 0.5 * z * z;
            }
        }
        logs[i] = log;
        largest = std::max(largest, log);
    }
    double sum = 0;
    for (const double log : logs) sum += std::exp(log - largest);
    return largest + std::log(sum);
}

}  // namespace lathe::search

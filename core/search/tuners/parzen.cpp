// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/parzen.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <numbers>
#include <numeric>

#include "core/search/tuners/truncated_normal.h"

namespace lathe::search {

namespace {

constexpr double reach_in_sigmas = 4.5;  // beyond, a component's density counts as zero

// exp(x) for x in [-700, 0] to 1e-8: 2^n times the Taylor polynomial of the rest. A quarter of std::exp's time, which
// decides what a suggestion costs.
double quick_exp(double x) {
    const double n = std::nearbyint(x * std::numbers::log2e);
    const double r = x - n * std::numbers::ln2;
    const double p = 1 + r * (1 + r * (1.0 / 2 + r * (1.0 / 6 + r * (1.0 / 24 + r * (1.0 / 120 + r * (1.0 / 720))))));
    return p * std::bit_cast<double>(static_cast<std::uint64_t>(1023 + static_cast<std::int64_t>(n)) << 52);
}

}  // namespace

std::size_t NumericParzen::bin_of(double position) {
    if (!(position > 0)) return 0;
    return std::min(bins - 1, static_cast<std::size_t>(position * bins));
}

NumericParzen::Component NumericParzen::component(double mean, double sigma, double weight) {
    return {mean, sigma, weight, weight / mass_inside(mean, sigma)};
}

void NumericParzen::add(double position, double weight) {
    add_to_bin(bin_of(position), 1, weight, weight * position);
}

void NumericParzen::add_to_bin(std::size_t bin, int count, double weight, double moment) {
    Bin& to = bins_[bin];
    to.count += count;
    to.weight += weight;
    to.moment += moment;
    total_ += weight;
    count_ += count;
}

void NumericParzen::finish(double prior_weight) {
    wide_[wide_count_++] = component(prior_mean, prior_sigma, prior_weight);
    total_ += prior_weight;
    const double narrowest = prior_sigma / std::min(100.0, 2.0 + count_);
    narrow_reach_ = reach_in_sigmas * narrowest;
    std::array<double, bins> means{};
    std::array<std::uint8_t, bins> used{};
    std::size_t n = 0;
    for (std::size_t b = 0; b < bins; ++b) {
        if (bins_[b].count == 0) continue;
        means[n] = bins_[b].moment / bins_[b].weight;
        used[n++] = static_cast<std::uint8_t>(b);
    }
    std::size_t next_bin = 0;
    for (std::size_t i = 0; i < n; ++i) {
        // The prior's mean counts as a neighbour, as it does in hyperopt's sorted list. The ends of the range do not:
        // the outermost trials of a narrow valley would be spread over all of it.
        const bool above_prior = means[i] > prior_mean;
        double left = i > 0 ? means[i] - means[i - 1] : above_prior ? 1 : 0;
        double right = i + 1 < n ? means[i + 1] - means[i] : above_prior ? 0 : 1;
        if (above_prior) left = std::min(left, means[i] - prior_mean);
        else right = std::min(right, prior_mean - means[i]);
        const Bin& bin = bins_[used[i]];
        const double width = std::min(prior_sigma, std::max(left, right));
        if (bin.count <= 2 && width > narrowest) {
            wide_[wide_count_++] = component(means[i], width, bin.weight);
            continue;
        }
        for (; next_bin <= used[i]; ++next_bin) first_[next_bin] = static_cast<std::uint8_t>(narrow_count_);
        narrow_[narrow_count_++] = component(means[i], narrowest, bin.weight);
    }
    for (; next_bin <= bins; ++next_bin) first_[next_bin] = static_cast<std::uint8_t>(narrow_count_);
}

double NumericParzen::sample(Random& random) const {
    double left = random.uniform() * total_;
    const Component* one = &wide_[0];
    const auto walk = [&](std::span<const Component> components) {
        for (const Component& next : components) {
            one = &next;
            if (left < next.weight) return true;
            left -= next.weight;
        }
        return false;
    };
    if (!walk({wide_.data(), wide_count_})) walk({narrow_.data(), narrow_count_});
    return sample_inside(one->mean, one->sigma, random);
}

double NumericParzen::sum_at(std::span<const Component> components, double x) {
    double sum = 0;
    for (const Component& one : components) {
        const double z = (x - one.mean) / one.sigma;
        if (std::abs(z) < reach_in_sigmas) sum += one.height * quick_exp(-0.5 * z * z);
    }
    return sum;
}

double NumericParzen::score(double x) const {
    const std::size_t begin = first_[bin_of(x - narrow_reach_)];
    const std::size_t end = first_[bin_of(x + narrow_reach_) + 1];
    return (sum_at({wide_.data(), wide_count_}, x) + sum_at({narrow_.data() + begin, end - begin}, x)) / total_;
}

void ChoiceParzen::finish(double prior_weight) {
    for (double& weight : weights_) weight += prior_weight;
    const double total = std::accumulate(weights_.begin(), weights_.end(), 0.0);
    for (double& weight : weights_) weight /= total;
}

std::size_t ChoiceParzen::sample(Random& random) const {
    double left = random.uniform();
    for (std::size_t i = 0; i + 1 < weights_.size(); ++i) {
        if (left < weights_[i]) return i;
        left -= weights_[i];
    }
    return weights_.size() - 1;
}

}  // namespace lathe::search

#include "core/search/tuners/parzen.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/space/normal.h"

namespace lathe::search {

namespace {

constexpr double reach_in_sigmas = 5;
constexpr double prior_mean = 0.5;
constexpr double prior_sigma = 1;

double mass_inside(double mean, double sigma) {
    const double below = mean > reach_in_sigmas * sigma ? 0 : space::normal_cdf(-mean / sigma);
    const double above = 1 - mean > reach_in_sigmas * sigma ? 0 : space::normal_cdf((mean - 1) / sigma);
    return 1 - below - above;
}

}  // namespace

void NumericParzen::add(double position, double weight) {
    Bin& bin = bins_[std::min(bins - 1, static_cast<std::size_t>(position * bins))];
    bin.weight += weight;
    bin.moment += weight * position;
    ++bin.count;
    ++count_;
}

void NumericParzen::add_component(double mean, double sigma, double weight) {
    total_ += weight;
    components_.push_back({mean, sigma, reach_in_sigmas * sigma, weight / (sigma * mass_inside(mean, sigma)), total_});
}

void NumericParzen::finish(double prior_weight) {
    add_component(prior_mean, prior_sigma, prior_weight);
    const double narrowest = prior_sigma / std::min(100.0, 1.0 + count_);
    std::array<double, bins> means{};
    std::array<std::size_t, bins> used{};
    std::size_t n = 0;
    for (std::size_t b = 0; b < bins; ++b) {
        if (bins_[b].count == 0) continue;
        means[n] = bins_[b].moment / bins_[b].weight;
        used[n++] = b;
    }
    for (std::size_t i = 0; i < n; ++i) {
        // The prior's mean counts as a neighbour, as it does in hyperopt's sorted list.
        double left = i > 0 ? means[i] - means[i - 1] : means[i];
        double right = i + 1 < n ? means[i + 1] - means[i] : 1 - means[i];
        if (means[i] > prior_mean) left = std::min(left, means[i] - prior_mean);
        else right = std::min(right, prior_mean - means[i]);
        const Bin& bin = bins_[used[i]];
        const double width = bin.count > 2 ? narrowest : std::max(left, right);
        add_component(means[i], std::clamp(width, narrowest, prior_sigma), bin.weight);
    }
}

double NumericParzen::sample(Random& random) const {
    const double at = random.uniform() * total_;
    const auto found = std::ranges::lower_bound(components_, at, {}, &Component::cumulative);
    const Component& one = found == components_.end() ? components_.back() : *found;
    for (int i = 0; i < 100; ++i) {
        const double x = one.mean + one.sigma * random.normal();
        if (x >= 0 && x <= 1) return x;
    }
    return one.mean;
}

double NumericParzen::density(double x) const {
    double sum = 0;
    for (const Component& one : components_) {
        const double distance = x - one.mean;
        if (std::abs(distance) > one.reach) continue;
        const double z = distance / one.sigma;
        sum += one.height * std::exp(-0.5 * z * z);
    }
    return sum / total_;
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

double forgetting_weight(std::size_t age_rank, std::size_t count, std::size_t forgetting) {
    if (count <= forgetting || age_rank >= count - forgetting) return 1;
    const std::size_t ramp = count - forgetting;
    if (ramp == 1) return 1.0 / static_cast<double>(count);
    const double smallest = 1.0 / static_cast<double>(count);
    return smallest + (1 - smallest) * static_cast<double>(age_rank) / static_cast<double>(ramp - 1);
}

}  // namespace lathe::search

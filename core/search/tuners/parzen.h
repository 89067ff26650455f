// SPDX-License-Identifier: GPL-3.0-or-later
// Adaptive Parzen estimators of one column (Bergstra et al. 2011, as in hyperopt and NNI).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"

namespace lathe::search {

// A mixture of normal distributions truncated to [0, 1]: one for each observation, and the prior N(1/2, 1). The width
// of each is its distance to the farther neighbour, at least 1 / min(100, 2 + n). Observations in the same 128th of the
// interval, which is less than the smallest width, share a component, so that building and evaluating take
// O(observations) and O(1).
class NumericParzen {
  public:
    static constexpr std::size_t bins = 128;
    // The bin of a position in [0, 1]; what lies outside is in the first or the last.
    static std::size_t bin_of(double position);

    // One observation at a position in [0, 1]. The weight is above 0.
    void add(double position, double weight);
    // Several observations of one bin, by the sums of their weights and of weight * position. Negative ones take away
    // what was added.
    void add_to_bin(std::size_t bin, int count, double weight, double moment);
    // Adds the prior and builds the mixture; to be called once, after all observations and before sample() and score().
    void finish(double prior_weight);

    // A draw from the mixture, in [0, 1].
    double sample(Random& random) const;
    // How much speaks for x: the kernels at x, each as high as its weight however wide it is. With heights that
    // integrate to 1 a few close trials outshout all others, and the search stays with them: it loses two of three
    // comparisons with this one (tests/bench/quality.py).
    double score(double x) const;

  private:
    struct Bin {
        double weight = 0;
        double moment = 0;
        int count = 0;
    };
    struct Component {
        double mean;
        double sigma;
        double weight;
        double height;  // weight / mass inside [0, 1]
    };
    static Component component(double mean, double sigma, double weight);
    static double sum_at(std::span<const Component> components, double x);

    std::array<Bin, bins> bins_{};
    int count_ = 0;
    double total_ = 0;
    // Components of the smallest width, by mean, and where those of each bin begin: only near ones are evaluated.
    std::array<Component, bins> narrow_;
    std::array<std::uint8_t, bins + 1> first_{};
    std::size_t narrow_count_ = 0;
    double narrow_reach_ = 0;
    // The others, the prior first.
    std::array<Component, bins + 1> wide_;
    std::size_t wide_count_ = 0;
};

// Weighted frequencies of a choice, each branch with the prior's weight added.
class ChoiceParzen {
  public:
    // For a choice of so many branches, at least one.
    explicit ChoiceParzen(std::size_t branches) : weights_(branches, 0.0) {}
    void add(std::size_t branch, double weight) { weights_[branch] += weight; }  // one observation
    // Adds the prior's weight to each branch and makes the sum 1; to be called once, before sample() and probability().
    void finish(double prior_weight);

    // A draw: the index of a branch.
    std::size_t sample(Random& random) const;
    // The probability of a branch; after finish().
    double probability(std::size_t branch) const { return weights_[branch]; }

  private:
    std::vector<double> weights_;
};

// Weights of `count` observations by their place in time (rank 0 is the oldest): the newest `forgetting` weigh 1, older
// ones less along a straight line, down to 1/count.
struct Fading {
    // `count` is at least 1.
    Fading(std::size_t count, std::size_t forgetting)
        : fading(count > forgetting ? count - forgetting : 0),
          oldest(1.0 / static_cast<double>(count)),
          slope(fading > 1 ? (1 - oldest) / static_cast<double>(fading - 1) : 0) {}
    // The weight of the observation at this place, in (0, 1]. `rank` is below `count`.
    double weight(std::size_t rank) const { return rank < fading ? oldest + slope * static_cast<double>(rank) : 1; }
    std::size_t fading;  // so many of the oldest weigh oldest + slope * rank
    double oldest;
    double slope;
};

}  // namespace lathe::search

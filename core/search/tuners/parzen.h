// Adaptive Parzen estimators of one column (Bergstra et al. 2011, as in hyperopt and NNI).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/base/random.h"

namespace lathe::search {

// A mixture of normal distributions truncated to [0, 1]: one for each observation, and the prior N(1/2, 1). The width
// of each is its distance to the farther neighbour, at least 1 / min(100, 1 + n). Observations in the same 128th of the
// interval, which is less than the smallest width, share a component, so that building and evaluating take
// O(observations) and O(1).
class NumericParzen {
  public:
    void add(double position, double weight);
    void finish(double prior_weight);

    double sample(Random& random) const;
    // Density at x, up to a factor that all x share.
    double density(double x) const;

  private:
    static constexpr std::size_t bins = 128;
    struct Bin {
        double weight = 0;
        double moment = 0;
        int count = 0;
    };
    struct Component {
        double mean;
        double sigma;
        double weight;
        double height;  // weight / (sigma * mass inside [0, 1])
    };
    static std::size_t bin_of(double position);
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
    explicit ChoiceParzen(std::size_t branches) : weights_(branches, 0.0) {}
    void add(std::size_t branch, double weight) { weights_[branch] += weight; }
    void finish(double prior_weight);

    std::size_t sample(Random& random) const;
    double probability(std::size_t branch) const { return weights_[branch]; }

  private:
    std::vector<double> weights_;
};

// Weight of the observation `age_rank` (0 is the oldest) among `count`: the newest `forgetting` weigh 1, older ones
// less, down to 1/count.
inline double forgetting_weight(std::size_t age_rank, std::size_t count, std::size_t forgetting) {
    if (count <= forgetting || age_rank >= count - forgetting) return 1;
    const std::size_t ramp = count - forgetting;
    if (ramp == 1) return 1.0 / static_cast<double>(count);
    const double smallest = 1.0 / static_cast<double>(count);
    return smallest + (1 - smallest) * static_cast<double>(age_rank) / static_cast<double>(ramp - 1);
}

}  // namespace lathe::search

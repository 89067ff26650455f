// SPDX-License-Identifier: GPL-3.0-or-later
// How much a trial is expected to add to the volume of objectives that a front dominates.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace lathe::search {

// A prediction of one loss: a normal distribution.
struct Normal {
    double mean;
    double deviation;
};
// Derivatives by the mean and the deviation of one prediction.
struct NormalSlopes {
    double by_mean;
    double by_deviation;
};

// The expected improvement of the hypervolume for independent predictions, exactly: what is not dominated is cut into
// boxes, in each of which the expectation is a product over the objectives (Emmerich, Deutz, Klinkenberg 2011,
// "Hypervolume-based expected improvement"; the boxes: Yang et al. 2019). Of a front of so many points that there would
// be too many boxes, those that add most to the volume count.
class ExpectedHypervolume {
  public:
    // Losses, all finite; points beyond the reference in any of them count for nothing. `reference`: up to where volume
    // is measured, two objectives at least.
    ExpectedHypervolume(const std::vector<std::vector<double>>& front, std::vector<double> reference);

    // ln of the expectation; a very small number where it is as good as 0. `slopes`: one for each objective, or none.
    double log_improvement(std::span<const Normal> predicted, std::span<NormalSlopes> slopes) const;

    // How many boxes the space that is not dominated was cut into; the time of log_improvement() grows with it.
    std::size_t boxes() const { return boxes_.size() / (2 * levels_.size()); }

  private:
    using Level = std::uint32_t;
    void cut(const std::vector<std::vector<Level>>& points, std::size_t objectives, std::vector<Level>& box);

    std::vector<std::vector<double>> levels_;  // of each objective, ascending; the last is the reference
    // One box after the other: for each objective the lower and the upper end, as a place in `levels_` and one more;
    // 0: it has no lower end.
    std::vector<Level> boxes_;
};

}  // namespace lathe::search

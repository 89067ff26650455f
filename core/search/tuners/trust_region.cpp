// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/trust_region.h"

#include <algorithm>
#include <cmath>

namespace lathe::search {

namespace {

constexpr double first_radius = 0.25;
constexpr double smallest_radius = 1.0 / 128;
constexpr std::size_t enough_improvements = 3;
constexpr double enough_failures = 4;

}  // namespace

double trust_radius(std::span<const double> losses, std::size_t cold, std::size_t at_once) {
    double radius = first_radius;
    double best = HUGE_VAL;
    std::size_t improvements = 0;
    std::size_t failures = 0;
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const bool better = losses[i] < best;
        best = std::min(best, losses[i]);
        if (i < cold) continue;
        improvements = better ? improvements + 1 : 0;
        failures = better ? 0 : failures + 1;
        if (improvements == enough_improvements) {
            radius = std::min(1.0, 2 * radius);
            improvements = 0;
        }
        const double patience = static_cast<double>(at_once) * (enough_failures - std::log2(radius));
        if (static_cast<double>(failures) < patience) continue;
        radius /= 2;
        failures = 0;
        if (radius < smallest_radius) radius = 1;
    }
    return radius;
}

}  // namespace lathe::search

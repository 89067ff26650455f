// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/analysis/best_so_far.h"

#include <cmath>
#include <limits>

namespace lathe::search {

std::vector<double> best_so_far(std::span<const double> objectives, Mode mode) {
    std::vector<double> best;
    best.reserve(objectives.size());
    double current = std::numeric_limits<double>::quiet_NaN();
    for (const double value : objectives) {
        const bool better = std::isnan(current) || (mode == Mode::minimize ? value < current : value > current);
        if (std::isfinite(value) && better) current = value;
        best.push_back(current);
    }
    return best;
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/analysis/distribution_function.h"

#include <algorithm>
#include <cmath>

namespace lathe::search {

DistributionFunction distribution_function(std::span<const double> objectives) {
    std::vector<double> sorted;
    for (const double value : objectives)
        if (std::isfinite(value)) sorted.push_back(value);
    std::sort(sorted.begin(), sorted.end());
    DistributionFunction function;
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (i + 1 < sorted.size() && sorted[i + 1] == sorted[i]) continue;
        function.values.push_back(sorted[i]);
        function.shares.push_back(static_cast<double>(i + 1) / static_cast<double>(sorted.size()));
    }
    return function;
}

}  // namespace lathe::search

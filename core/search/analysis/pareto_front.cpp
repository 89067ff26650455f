// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/analysis/pareto_front.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lathe::search {

std::vector<std::size_t> pareto_front(std::span<const std::pair<double, double>> points, Mode first, Mode second) {
    const auto loss = [&](std::size_t i) {
        return std::pair(first == Mode::minimize ? points[i].first : -points[i].first,
                         second == Mode::minimize ? points[i].second : -points[i].second);
    };
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < points.size(); ++i)
        if (std::isfinite(points[i].first) && std::isfinite(points[i].second)) order.push_back(i);
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return std::pair(loss(a), a) < std::pair(loss(b), b); });
    // From the best first objective on, a point is on the front when its second one is better than all before it.
    std::vector<std::size_t> front;
    double least = std::numeric_limits<double>::infinity();
    for (const std::size_t i : order) {
        const bool equal = !front.empty() && loss(front.back()) == loss(i);
        if (!equal && loss(i).second >= least) continue;
        least = std::min(least, loss(i).second);
        front.push_back(i);
    }
    if (first == Mode::maximize) std::reverse(front.begin(), front.end());
    return front;
}

}  // namespace lathe::search

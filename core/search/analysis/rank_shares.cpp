// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/analysis/rank_shares.h"

#include <algorithm>
#include <cmath>

namespace lathe::search {

std::vector<double> rank_shares(std::span<const double> objectives, Mode mode) {
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < objectives.size(); ++i)
        if (std::isfinite(objectives[i])) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return mode == Mode::minimize ? objectives[a] > objectives[b] : objectives[a] < objectives[b];
    });
    std::vector<double> shares(objectives.size(), -1);
    const double last = static_cast<double>(order.size()) - 1;
    for (std::size_t i = 0; i < order.size();) {
        std::size_t end = i;
        while (end < order.size() && objectives[order[end]] == objectives[order[i]]) ++end;
        const double share = last > 0 ? static_cast<double>(i + end - 1) / 2 / last : 1;
        for (; i < end; ++i) shares[order[i]] = share;
    }
    return shares;
}

}  // namespace lathe::search

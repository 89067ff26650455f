// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/analysis/lanes.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <queue>
#include <utility>

namespace lathe::search {

std::vector<int> lanes(std::span<const Interval> intervals) {
    std::vector<std::size_t> order(intervals.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return intervals[a].start < intervals[b].start; });
    using Busy = std::pair<double, int>;  // until when, and which lane
    std::priority_queue<Busy, std::vector<Busy>, std::greater<>> busy;
    std::priority_queue<int, std::vector<int>, std::greater<>> free;
    std::vector<int> lane(intervals.size());
    int count = 0;
    for (const std::size_t i : order) {
        while (!busy.empty() && busy.top().first <= intervals[i].start) {
            free.push(busy.top().second);
            busy.pop();
        }
        if (free.empty()) free.push(count++);
        lane[i] = free.top();
        free.pop();
        busy.emplace(intervals[i].end, lane[i]);
    }
    return lane;
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/queue/rank.h"

#include <algorithm>

namespace lathe::queue {

bool comes_before(const Rank& a, const Rank& b) {
    return a.priority != b.priority ? a.priority > b.priority : a.position < b.position;
}

std::optional<Rank> rank_between(const std::optional<Rank>& before, const std::optional<Rank>& after, int priority) {
    if (before) priority = std::min(priority, before->priority);
    if (after) priority = std::max(priority, after->priority);
    const bool above = before && before->priority == priority;
    const bool below = after && after->priority == priority;
    if (above && below) {
        const std::int64_t middle = before->position + (after->position - before->position) / 2;
        if (middle <= before->position || middle >= after->position) return std::nullopt;
        return Rank{priority, middle};
    }
    if (above) return Rank{priority, before->position + rank_gap};
    if (below) return Rank{priority, after->position - rank_gap};
    return Rank{priority, 0};
}

}  // namespace lathe::queue

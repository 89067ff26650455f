// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/improvement.h"

#include <algorithm>
#include <ranges>

#include "core/search/pareto.h"

namespace lathe::search {

int ended_since_improvement(const History& history) {
    std::vector<int> best;
    if (!history.modes.empty()) best = pareto_front(history);
    else if (const Trial* one = history.best()) best = {one->number};
    if (best.empty()) return 0;
    int count = 0;
    for (const int number : std::views::reverse(history.ended)) {
        if (std::ranges::find(best, number) != best.end()) break;
        if (history.trials[static_cast<std::size_t>(number)].state <= TrialState::early_stopped) ++count;
    }
    return count;
}

}  // namespace lathe::search

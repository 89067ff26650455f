// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance/learned.h"

#include <cmath>

#include "core/search/losses.h"

namespace lathe::search {

std::vector<Learned> learned_from(const Observations& seen) {
    std::vector<Learned> out;
    for (const auto& one : seen.all()) {
        const TrialState state = one.trial->state;
        if (state != TrialState::succeeded && state != TrialState::early_stopped) continue;
        const double loss = loss_of(seen.history(), *one.trial);
        if (std::isfinite(loss)) out.push_back({one.row, loss});
    }
    return out;
}

void normalise(std::vector<Importance>& importances) {
    double sum = 0;
    for (const Importance& one : importances) sum += one.value;
    for (Importance& one : importances) one.value = sum > 0 && std::isfinite(sum) ? one.value / sum : 0;
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance/learned.h"

#include <algorithm>
#include <cmath>
#include <numeric>

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

std::vector<double> scaled_losses(const std::vector<Learned>& learned) {
    std::vector<double> out(learned.size(), 0);
    if (learned.empty()) return out;
    const auto [best, worst] = std::ranges::minmax(learned, {}, &Learned::loss);
    const double extent = worst.loss / 2 - best.loss / 2;
    for (std::size_t i = 0; i < learned.size() && extent > 0; ++i)
        out[i] = (learned[i].loss / 2 - best.loss / 2) / extent;
    return out;
}

void set_deviations(const std::vector<std::vector<double>>& estimates, std::vector<Importance>& importances) {
    std::vector<double> sums(importances.size(), 0);
    std::vector<double> squares(importances.size(), 0);
    double count = 0;
    for (const auto& estimate : estimates) {
        const double whole = std::accumulate(estimate.begin(), estimate.end(), 0.0);
        if (!(whole > 0) || !std::isfinite(whole)) continue;
        ++count;
        for (std::size_t i = 0; i < importances.size(); ++i) {
            sums[i] += estimate[i] / whole;
            squares[i] += estimate[i] / whole * (estimate[i] / whole);
        }
    }
    for (std::size_t i = 0; count > 1 && i < importances.size(); ++i) {
        const double mean = sums[i] / count;
        importances[i].deviation = std::sqrt(std::max(0.0, squares[i] / count - mean * mean));
    }
}

void normalise(std::vector<Importance>& importances) {
    double sum = 0;
    for (const Importance& one : importances) sum += one.value;
    for (Importance& one : importances) one.value = sum > 0 && std::isfinite(sum) ? one.value / sum : 0;
}

}  // namespace lathe::search

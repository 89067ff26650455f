// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/ended.h"

#include <algorithm>
#include <cmath>

#include "core/search/pareto.h"
#include "core/search/partial_curves.h"

namespace lathe::search {

Ended ended_trials(const Observations& seen, std::size_t most) {
    const History& history = seen.history();
    std::vector<const Trial*> taken;
    std::size_t looked_at = 0;
    for (; looked_at < history.ended.size() && taken.size() < most; ++looked_at) {
        const Trial& trial = history.trials[static_cast<std::size_t>(history.ended[looked_at])];
        const bool inside = seen.row_of(trial.number).size() == seen.layout().size();
        if (trial.state <= TrialState::early_stopped && inside) taken.push_back(&trial);
    }
    const PartialCurves curves(history, std::span(history.ended).first(looked_at));
    Ended out;
    for (const Trial* trial : taken) {
        out.rows.push_back(seen.row_of(trial->number));
        out.excesses.emplace_back(trial->excesses);
        out.violations.push_back(trial->violation);
        if (history.modes.empty()) out.losses.push_back({loss_of(history, *trial, curves.objective_of(*trial))});
        else out.losses.push_back(losses_of(history, *trial));
        const auto& losses = out.losses.back();
        const bool is_whole = std::ranges::all_of(losses, [](double x) { return std::isfinite(x); });
        const bool is_early = trial->state == TrialState::early_stopped && std::isfinite(losses.front());
        out.failed.push_back(!is_whole && !is_early);
    }
    return out;
}

std::vector<double> scalarised(const Ended& ended) {
    return one_loss_each(ended.losses, ended.violations);
}

}  // namespace lathe::search

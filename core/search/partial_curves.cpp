// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/partial_curves.h"

#include <algorithm>
#include <cmath>
#include <ranges>

namespace lathe::search {

namespace {

constexpr std::size_t fewest_curves = 4;
constexpr std::size_t most_curves = 200;

}  // namespace

const std::vector<const Trial*>& PartialCurves::whole() const {
    if (whole_) return *whole_;
    auto& out = whole_.emplace();
    for (const int number : std::views::reverse(ended_)) {
        const Trial& trial = history_.trials[static_cast<std::size_t>(number)];
        const bool is_whole = trial.state == TrialState::succeeded && has_result(trial.state, trial.objective);
        if (is_whole && trial.reports.size() > 1) out.push_back(&trial);
        if (out.size() == most_curves) break;
    }
    return out;
}

std::optional<double> PartialCurves::objective_of(const Trial& trial) const {
    if (trial.state != TrialState::early_stopped || !trial.objective || trial.reports.empty()) return trial.objective;
    const auto gain = gain_after(trial.reports.size());
    return gain ? *trial.objective + *gain : trial.objective;
}

std::optional<double> PartialCurves::gain_after(std::size_t reports) const {
    if (const auto known = gains_.find(reports); known != gains_.end()) return known->second;
    std::vector<double> gains;
    for (const Trial* trial : whole()) {
        if (trial->reports.size() <= reports) continue;
        const double gain = *trial->objective - value_after(*trial, reports);
        if (std::isfinite(gain)) gains.push_back(gain);
    }
    std::optional<double>& out = gains_[reports];
    if (gains.size() < fewest_curves) return out;
    std::ranges::sort(gains);
    const std::size_t middle = gains.size() / 2;
    out = gains.size() % 2 == 1 ? gains[middle] : gains[middle - 1] / 2 + gains[middle] / 2;
    return out;
}

// As its objective was taken: the last value, or else the best.
double PartialCurves::value_after(const Trial& trial, std::size_t reports) const {
    if (*trial.objective == trial.reports.back().value) return trial.reports[reports - 1].value;
    double best = trial.reports.front().value;
    for (std::size_t i = 1; i < reports; ++i)
        if (history_.better(trial.reports[i].value, best)) best = trial.reports[i].value;
    return best;
}

}  // namespace lathe::search

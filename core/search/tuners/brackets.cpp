// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/brackets.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "core/search/losses.h"

namespace lathe::search {

namespace {

// Those with a result.
std::vector<const Trial*> best_first(const History& history, std::vector<const Trial*> trials) {
    std::erase_if(trials, [](const Trial* one) { return one->state > TrialState::early_stopped; });
    const auto losses = compared_losses(history, trials);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < trials.size(); ++i)
        if (std::isfinite(losses[i])) order.push_back(i);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return losses[i]; });
    std::vector<const Trial*> out;
    for (const std::size_t i : order) out.push_back(trials[i]);
    return out;
}

}  // namespace

Brackets::Brackets(std::int64_t min_budget, std::int64_t max_budget, std::int64_t eta)
    : max_budget_(std::max(max_budget, min_budget)), eta_(eta) {
    for (std::int64_t r = min_budget; r <= max_budget_ / eta_; r *= eta_) ++s_max_;
}

std::vector<Rung> Brackets::rungs(std::int64_t index) const {
    const std::int64_t s = s_max_ - index % (s_max_ + 1);
    const double eta = static_cast<double>(eta_);
    const double top = std::pow(eta, static_cast<double>(s));
    const double count = std::ceil(static_cast<double>(s_max_ + 1) * top / static_cast<double>(s + 1) - 1e-9);
    std::vector<Rung> out;
    for (std::int64_t i = 0; i <= s; ++i) {
        const double kept = std::floor(count / std::pow(eta, static_cast<double>(i)) + 1e-9);
        const double budget = static_cast<double>(max_budget_) / top * std::pow(eta, static_cast<double>(i));
        out.push_back({static_cast<std::size_t>(std::max(1.0, kept)),
                       std::max<std::int64_t>(1, static_cast<std::int64_t>(std::floor(budget + 1e-9)))});
    }
    return out;
}

std::optional<Brackets::Next> Brackets::next(const Observations& seen, Space space) const {
    std::map<std::int64_t, std::vector<std::vector<const Trial*>>> brackets;
    for (const auto& one : seen.all()) {
        const Trial& trial = *one.trial;
        const std::int64_t bracket = trial.note.int_or("bracket", -1);
        const std::int64_t rung = trial.note.int_or("rung", -1);
        if (bracket < 0 || rung < 0 || rung > s_max_) continue;
        auto& by_rung = brackets[bracket];
        by_rung.resize(static_cast<std::size_t>(s_max_) + 1);
        by_rung[static_cast<std::size_t>(rung)].push_back(&trial);
    }
    for (const auto& [bracket, by_rung] : brackets)
        if (auto found = promotion(seen, bracket, by_rung, space)) return found;
    if (space == Space::exhausted) return std::nullopt;
    const std::int64_t last = brackets.empty() ? 0 : brackets.rbegin()->first;
    const bool open = !brackets.empty() && brackets.rbegin()->second.front().size() < rungs(last).front().count;
    const std::int64_t bracket = brackets.empty() || open ? last : last + 1;
    return Next{bracket, 0, rungs(bracket).front().budget, {}};
}

std::optional<Brackets::Next> Brackets::promotion(const Observations& seen, std::int64_t bracket,
                                                  const std::vector<std::vector<const Trial*>>& by_rung,
                                                  Space space) const {
    const auto all = rungs(bracket);
    for (std::size_t rung = 0; rung + 1 < all.size(); ++rung) {
        const auto& trials = by_rung[rung];
        const bool whole = trials.size() >= all[rung].count || (rung == 0 && space == Space::exhausted) || rung > 0;
        const bool ended = std::ranges::all_of(trials, [](const Trial* one) { return is_final(one->state); });
        if (!whole || !ended || trials.empty()) return std::nullopt;
        const auto order = best_first(seen.history(), trials);
        for (std::size_t place = 0; place < std::min(order.size(), all[rung + 1].count); ++place) {
            const Trial* one = order[place];
            const auto came_from_it = [&](const Trial* later) { return later->start_from == one->number; };
            if (std::ranges::any_of(by_rung[rung + 1], came_from_it)) continue;
            return Next{bracket, static_cast<std::int64_t>(rung) + 1, all[rung + 1].budget, one->number};
        }
    }
    return std::nullopt;
}

Suggestion Brackets::suggestion(const Next& next, space::Params params) {
    config::Value note{config::Dict{{"bracket", next.bracket}, {"rung", next.rung}}};
    return {std::move(params), next.budget, next.from, std::move(note)};
}

}  // namespace lathe::search

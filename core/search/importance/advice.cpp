// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/importance/advice.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "core/search/importance/learned.h"
#include "core/search/losses.h"

namespace lathe::search {

namespace {

constexpr double little_share = 0.05;
constexpr double best_share = 0.1;
constexpr std::size_t fewest_best = 3;
constexpr double most_written_out = 1e6;
constexpr double widest_half = 0.4;  // the middle half of trials that are anywhere is half of the range

// Rows of the best trials, best first.
std::vector<std::span<const double>> best_rows(const Observations& seen) {
    std::vector<std::pair<double, std::span<const double>>> all;
    for (const auto& one : seen.all()) {
        const TrialState state = one.trial->state;
        if (state != TrialState::succeeded && state != TrialState::early_stopped) continue;
        const double loss = loss_of(seen.history(), *one.trial);
        if (std::isfinite(loss) && !(one.trial->violation > 0)) all.emplace_back(loss, one.row);
    }
    std::ranges::stable_sort(all, {}, [](const auto& one) { return one.first; });
    const auto count = static_cast<std::size_t>(std::ceil(best_share * static_cast<double>(all.size())));
    all.resize(std::min(all.size(), std::max(fewest_best, count)));
    std::vector<std::span<const double>> out;
    for (const auto& one : all) out.push_back(one.second);
    return out;
}

void find_place(const space::Column& column, std::vector<double> positions, Advice& advice) {
    const space::Distribution& d = column.distribution;
    std::ranges::sort(positions);
    if (column.is_choice()) {
        std::vector<std::size_t> counts(d.branches.size(), 0);
        for (const double x : positions) ++counts[static_cast<std::size_t>(x)];
        const auto most = std::ranges::max_element(counts);
        if (2 * *most <= positions.size()) return;
        const space::Branch& branch = d.branches[static_cast<std::size_t>(most - counts.begin())];
        advice.near = d.is_nested() ? config::Value(branch.name) : branch.value;
        return;
    }
    const auto at = [&](double share) {
        return positions[static_cast<std::size_t>(std::lround(share * static_cast<double>(positions.size() - 1)))];
    };
    if (at(0.75) - at(0.25) > widest_half) return;
    advice.near = d.from_unit(at(0.5));
    advice.range.emplace(d.from_unit(at(0.25)), d.from_unit(at(0.75)));
}

}  // namespace

std::vector<Advice> advice_from(const Observations& seen, const std::vector<Importance>& importances) {
    const auto rows = best_rows(seen);
    std::vector<std::size_t> order(importances.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::stable_sort(order, std::ranges::greater(), [&](std::size_t i) { return importances[i].value; });
    const std::size_t learned = learned_from(seen).size();
    const std::size_t missing = learned < min_advice_trials ? min_advice_trials - learned : 0;
    std::vector<Advice> out;
    for (const std::size_t c : order) {
        const space::Column& column = seen.layout().columns()[c];
        Advice one{column.path,
                   Advice::Weight::some,
                   importances[c].value,
                   importances[c].deviation,
                   column.is_choice(),
                   {},
                   {},
                   missing};
        if (missing > 0) {
            one.weight = Advice::Weight::unknown;
            out.push_back(std::move(one));
            continue;
        }
        if (one.share < little_share) one.weight = Advice::Weight::little;
        else if (out.empty()) one.weight = Advice::Weight::most;
        std::vector<double> positions;
        for (const auto row : rows)
            if (!std::isnan(row[c])) positions.push_back(row[c]);
        if (positions.size() >= fewest_best) find_place(column, std::move(positions), one);
        out.push_back(std::move(one));
    }
    return out;
}

std::string short_text(const config::Value& value) {
    if (value.is_float()) {
        const double x = value.as_float();
        const double size = std::abs(x);
        return size >= 10 && size < most_written_out ? fmt::format("{:.0f}", x) : fmt::format("{:.2g}", x);
    }
    return value.is_string() ? value.as_string() : config::to_yaml_inline(value);
}

std::string sentence_of(const Advice& advice) {
    if (advice.weight == Advice::Weight::unknown)
        return fmt::format("{}: {} more {} needed to say whether it matters", advice.path, advice.more_trials,
                           advice.more_trials == 1 ? "trial is" : "trials are");
    if (advice.weight == Advice::Weight::little)
        return fmt::format("{} hardly matters ({:.0f} %)", advice.path, 100 * advice.share);
    std::string out =
        fmt::format("{} matters{} ({:.0f} +- {:.0f} %)", advice.path,
                    advice.weight == Advice::Weight::most ? " most" : "", 100 * advice.share, 100 * advice.deviation);
    if (!advice.near) return out + "; the best trials have it anywhere";
    out += fmt::format("; keep it {} {}", advice.is_choice ? "at" : "near", short_text(*advice.near));
    if (advice.range) {
        const std::string low = short_text(advice.range->first);
        const std::string high = short_text(advice.range->second);
        if (low != high) out += fmt::format(" ({} to {})", low, high);
    }
    return out;
}

}  // namespace lathe::search

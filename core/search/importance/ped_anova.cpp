// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/random.h"
#include "core/search/importance/importance.h"
#include "core/search/importance/learned.h"

namespace lathe::search {

namespace {

constexpr std::size_t cells = 64;  // of a number's range

using Density = std::vector<double>;  // sums to 1

// Observations spread by a normal kernel of Scott's width; a part of the uniform density keeps it above 0.
Density numeric_density(const std::vector<double>& positions) {
    std::array<double, cells> counts{};
    double mean = 0;
    double squares = 0;
    for (const double x : positions) {
        counts[std::min(cells - 1, static_cast<std::size_t>(std::max(0.0, x) * cells))] += 1;
        mean += x;
        squares += x * x;
    }
    const double n = static_cast<double>(positions.size());
    const double deviation = std::sqrt(std::max(0.0, squares / n - mean / n * (mean / n)));
    const double width = std::max(1.06 * deviation * std::pow(n, -0.2), 1.0 / cells);
    std::array<double, cells> kernel{};
    for (std::size_t k = 0; k < cells; ++k) {
        const double z = static_cast<double>(k) / cells / width;
        kernel[k] = std::exp(-0.5 * z * z);
    }
    Density out(cells, 0.0);
    for (std::size_t from = 0; from < cells; ++from) {
        if (counts[from] == 0) continue;
        double inside = 0;  // what leaves the range comes back in
        for (std::size_t to = 0; to < cells; ++to) inside += kernel[to > from ? to - from : from - to];
        for (std::size_t to = 0; to < cells; ++to)
            out[to] += counts[from] * kernel[to > from ? to - from : from - to] / inside;
    }
    for (double& one : out) one = (one + 1.0 / cells) / (n + 1);
    return out;
}

Density choice_density(const std::vector<double>& branches, std::size_t count) {
    Density out(count, 1.0 / static_cast<double>(count));
    for (const double b : branches) out[static_cast<std::size_t>(b)] += 1;
    for (double& one : out) one /= static_cast<double>(branches.size()) + 1;
    return out;
}

double pearson_divergence(const Density& p, const Density& q) {
    double sum = 0;
    for (std::size_t i = 0; i < p.size(); ++i) sum += q[i] * (p[i] / q[i] - 1) * (p[i] / q[i] - 1);
    return sum;
}

// The divergence of each column, 0 where nothing can be said.
std::vector<double> divergences(const space::Layout& layout, std::vector<Learned> learned, double quantile) {
    std::vector<double> out(layout.size(), 0);
    std::ranges::stable_sort(learned, {}, &Learned::loss);
    const auto best =
        std::max<std::size_t>(2, static_cast<std::size_t>(std::ceil(quantile * static_cast<double>(learned.size()))));
    // Where the last of the best is as good as the next one, all that are as good belong to them; if that is all of
    // them, there is nothing to tell.
    std::size_t end = std::min(best, learned.size());
    while (end < learned.size() && learned[end].loss == learned[end - 1].loss) ++end;
    if (end == learned.size()) return out;
    std::vector<double> good;
    std::vector<double> all;
    for (std::size_t c = 0; c < layout.size(); ++c) {
        const auto& column = layout.columns()[c];
        good.clear();
        all.clear();
        for (std::size_t i = 0; i < learned.size(); ++i) {
            const double x = learned[i].row[c];
            if (std::isnan(x)) continue;
            if (i < end) good.push_back(x);
            all.push_back(x);
        }
        if (good.size() < 2) continue;
        const bool choice = column.is_choice();
        const std::size_t branches = column.distribution.branches.size();
        const Density p = choice ? choice_density(good, branches) : numeric_density(good);
        const Density q = choice ? choice_density(all, branches) : numeric_density(all);
        out[c] = pearson_divergence(p, q) * static_cast<double>(all.size()) / static_cast<double>(learned.size());
    }
    return out;
}

}  // namespace

std::vector<Importance> ped_anova(const Observations& seen, const PedAnovaOptions& options) {
    const space::Layout& layout = seen.layout();
    std::vector<Importance> out;
    for (const auto& column : layout.columns()) out.push_back({column.path, 0});
    const auto learned = learned_from(seen);
    if (learned.size() < min_importance_trials) return out;
    const auto whole = divergences(layout, learned, options.quantile);
    for (std::size_t c = 0; c < out.size(); ++c) out[c].value = whole[c];
    normalise(out);
    Random random(0);
    std::vector<std::vector<double>> shares;
    for (int i = 0; i < options.resamples; ++i) {
        std::vector<Learned> drawn;
        for (std::size_t k = 0; k < learned.size(); ++k) drawn.push_back(learned[random.below(learned.size())]);
        shares.push_back(divergences(layout, std::move(drawn), options.quantile));
    }
    set_deviations(shares, out);
    return out;
}

}  // namespace lathe::search

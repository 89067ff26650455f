// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/expected_hypervolume.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "core/search/hypervolume.h"
#include "core/space/normal.h"

namespace lathe::search {

namespace {

constexpr double least_improvement = 1e-300;

// Points of a front that are cut around, for 2, 3, ... objectives: a few thousand boxes.
std::size_t most_points_of(std::size_t objectives) {
    constexpr std::array<std::size_t, 5> most = {256, 64, 24, 12, 8};
    return most[std::min(objectives - 2, most.size() - 1)];
}

// E[max(0, level - Y)], with its derivatives by the prediction of Y.
struct Shortfall {
    double value = 0;
    double by_mean = 0;
    double by_deviation = 0;
};
Shortfall shortfall(double level, const Normal& y) {
    const double z = (level - y.mean) / y.deviation;
    const double below = space::normal_cdf(z);
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2 * std::numbers::pi);
    return {std::max(0.0, (level - y.mean) * below + y.deviation * density), -below, density};
}

}  // namespace

ExpectedHypervolume::ExpectedHypervolume(const std::vector<std::vector<double>>& front, std::vector<double> reference) {
    const std::size_t objectives = reference.size();
    std::vector<std::vector<double>> inside;
    for (const auto& point : front)
        if (std::ranges::equal(point, reference, std::less())) inside.push_back(point);
    const auto order = hypervolume_order(inside);
    std::vector<std::vector<double>> kept;
    for (std::size_t i = 0; i < std::min(order.size(), most_points_of(objectives)); ++i)
        kept.push_back(inside[order[i]]);
    levels_.resize(objectives);
    for (std::size_t k = 0; k < objectives; ++k) {
        for (const auto& point : kept) levels_[k].push_back(point[k]);
        std::ranges::sort(levels_[k]);
        const auto rest = std::ranges::unique(levels_[k]);
        levels_[k].erase(rest.begin(), rest.end());
        levels_[k].push_back(reference[k]);
    }
    std::vector<std::vector<Level>> points;
    for (const auto& point : kept) {
        auto& places = points.emplace_back();
        for (std::size_t k = 0; k < objectives; ++k)
            places.push_back(static_cast<Level>(std::ranges::lower_bound(levels_[k], point[k]) - levels_[k].begin()));
    }
    std::vector<Level> box(2 * objectives);
    cut(points, objectives, box);
}

// What no point dominates in the first `objectives`; the ends of `box` in the others are given. Slab by slab along the
// last of them: in each the points that reach below it dominate what they do without it.
void ExpectedHypervolume::cut(const std::vector<std::vector<Level>>& points, std::size_t objectives,
                              std::vector<Level>& box) {
    const std::size_t k = objectives - 1;
    const auto end = static_cast<Level>(levels_[k].size());  // of the reference
    if (k == 0) {
        Level upper = end;
        for (const auto& point : points) upper = std::min(upper, point[0] + 1);
        box[0] = 0;
        box[1] = upper;
        boxes_.insert(boxes_.end(), box.begin(), box.end());
        return;
    }
    std::vector<Level> ends{0};
    for (const auto& point : points) ends.push_back(point[k] + 1);
    std::ranges::sort(ends);
    const auto rest = std::ranges::unique(ends);
    ends.erase(rest.begin(), rest.end());
    ends.push_back(end);
    for (std::size_t i = 0; i + 1 < ends.size(); ++i) {
        std::vector<std::vector<Level>> below;
        for (const auto& point : points)
            if (point[k] + 1 <= ends[i]) below.push_back(point);
        box[2 * k] = ends[i];
        box[2 * k + 1] = ends[i + 1];
        cut(below, k, box);
    }
}

double ExpectedHypervolume::log_improvement(std::span<const Normal> predicted, std::span<NormalSlopes> slopes) const {
    const std::size_t objectives = levels_.size();
    std::vector<std::vector<Shortfall>> to(objectives);  // by end: to nothing, then to each level
    for (std::size_t k = 0; k < objectives; ++k) {
        to[k].resize(1 + levels_[k].size());
        for (std::size_t i = 0; i < levels_[k].size(); ++i) to[k][i + 1] = shortfall(levels_[k][i], predicted[k]);
    }
    double sum = 0;
    std::vector<NormalSlopes> sums(objectives, {0, 0});
    std::vector<Shortfall> side(objectives);
    for (const Level* box = boxes_.data(); box != boxes_.data() + boxes_.size(); box += 2 * objectives) {
        double product = 1;
        for (std::size_t k = 0; k < objectives; ++k) {
            const Shortfall& lower = to[k][box[2 * k]];
            const Shortfall& upper = to[k][box[2 * k + 1]];
            side[k] = {std::max(0.0, upper.value - lower.value), upper.by_mean - lower.by_mean,
                       upper.by_deviation - lower.by_deviation};
            product *= side[k].value;
        }
        sum += product;
        if (slopes.empty()) continue;
        for (std::size_t k = 0; k < objectives; ++k) {
            double others = 1;
            for (std::size_t j = 0; j < objectives; ++j)
                if (j != k) others *= side[j].value;
            sums[k].by_mean += others * side[k].by_mean;
            sums[k].by_deviation += others * side[k].by_deviation;
        }
    }
    const double improvement = std::max(sum, least_improvement);
    for (std::size_t k = 0; k < slopes.size(); ++k)
        slopes[k] = {sums[k].by_mean / improvement, sums[k].by_deviation / improvement};
    return std::log(improvement);
}

}  // namespace lathe::search

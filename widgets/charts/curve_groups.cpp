// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curve_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "widgets/charts/number_text.h"

namespace lathe::gui {

namespace {

constexpr std::size_t most_groups = 12;

std::vector<double> gridOf(std::span<const store::Series* const> curves, std::size_t most_points) {
    std::vector<double> xs;
    std::size_t total = 0;
    for (const auto* curve : curves) total += curve->size();
    // Curves that were recorded at the same steps share them: the union is often far smaller than the total.
    if (total <= 64 * most_points) {
        xs.reserve(total);
        for (const auto* curve : curves) xs.insert(xs.end(), curve->xs().begin(), curve->xs().end());
        std::sort(xs.begin(), xs.end());
        xs.erase(std::unique(xs.begin(), xs.end()), xs.end());
        if (xs.size() <= most_points) return xs;
        xs.clear();
    }
    double low = std::numeric_limits<double>::infinity();
    double high = -low;
    for (const auto* curve : curves) {
        if (curve->empty()) continue;
        low = std::min(low, curve->x(0));
        high = std::max(high, curve->x(curve->size() - 1));
    }
    if (!(low <= high)) return xs;
    for (std::size_t i = 0; i < most_points; ++i)
        xs.push_back(low + (high - low) * double(i) / double(most_points - 1));
    return xs;
}

// Calls f(i, y) for each x of the grid at which the curve has a value. Of several points at one x the last counts.
template <class F>
void along(const store::Series& curve, const std::vector<double>& xs, F f) {
    std::size_t after = 0;  // first point beyond the x
    for (std::size_t i = 0; i < xs.size(); ++i) {
        while (after < curve.size() && curve.x(after) <= xs[i]) ++after;
        if (after == 0) continue;
        const double left = curve.y(after - 1);
        if (!std::isfinite(left)) continue;
        if (curve.x(after - 1) == xs[i]) {
            f(i, left);
        } else if (after < curve.size() && std::isfinite(curve.y(after))) {
            const double share = (xs[i] - curve.x(after - 1)) / (curve.x(after) - curve.x(after - 1));
            f(i, left + share * (curve.y(after) - left));
        }
    }
}

// Mean and squares after Welford.
struct Moments {
    int count = 0;
    double mean = 0;
    double squares = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -std::numeric_limits<double>::infinity();

    void add(double y) {
        ++count;
        const double delta = y - mean;
        mean += delta / count;
        squares += delta * (y - mean);
        least = std::min(least, y);
        most = std::max(most, y);
    }
};

QString textOf(const ParallelAxis& axis, const ParallelCell& cell) {
    if (cell.kind == ParallelCell::category) return axis.categories.value(static_cast<int>(cell.value));
    return exactNumberText(cell.value);
}

}  // namespace

GroupCurve groupCurve(std::span<const store::Series* const> curves, std::size_t most_points) {
    const std::vector<double> xs = gridOf(curves, most_points);
    std::vector<Moments> at(xs.size());
    for (const auto* curve : curves) along(*curve, xs, [&](std::size_t i, double y) { at[i].add(y); });
    GroupCurve group;
    for (std::size_t i = 0; i < xs.size(); ++i) {
        const Moments& m = at[i];
        const double deviation = m.count > 1 ? std::sqrt(m.squares / (m.count - 1)) : 0;
        group.members.push_back(m.count);
        group.mean.append(xs[i], m.count > 0 ? m.mean : std::numeric_limits<double>::quiet_NaN());
        group.low.append(
            xs[i], m.count > 0 ? std::max(m.least, m.mean - deviation) : std::numeric_limits<double>::quiet_NaN());
        group.high.append(
            xs[i], m.count > 0 ? std::min(m.most, m.mean + deviation) : std::numeric_limits<double>::quiet_NaN());
    }
    return group;
}

std::vector<CurveGrouping> groupingsOf(const ParallelTable& table) {
    std::vector<CurveGrouping> groupings;
    for (std::size_t i = 0; i < table.axes.size(); ++i) {
        const ParallelAxis& axis = table.axes[i];
        if (axis.isMetric) continue;
        CurveGrouping grouping{axis.name, {}, {}};
        std::set<QString> values;
        for (const ParallelRow& row : table.rows) {
            if (i >= row.cells.size() || row.cells[i].kind == ParallelCell::missing) continue;
            const QString value = textOf(axis, row.cells[i]);
            values.insert(value);
            if (values.size() > most_groups) break;
            grouping.groupOf[row.run] = value;
        }
        const bool repeats = values.size() < grouping.groupOf.size();
        if (values.size() >= 2 && values.size() <= most_groups && repeats) groupings.push_back(std::move(grouping));
    }
    return groupings;
}

}  // namespace lathe::gui

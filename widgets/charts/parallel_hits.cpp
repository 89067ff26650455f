// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_hits.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

namespace {

// Pixels.
constexpr double near_axis = 11;
constexpr double near_line = 6;
constexpr double near_edge = 4;
constexpr double near_brush = 3;

}  // namespace

int ParallelHits::title(const QPointF& at) const {
    if (layout_.x.empty() || at.y() > layout_.top - 4) return -1;
    if (layout_.titleRows == 1) return layout_.nearest(at.x());
    const bool upper = at.y() < 6 + layout_.lineHeight + 4;
    int best = -1;
    for (int i = upper ? 0 : 1; i < static_cast<int>(layout_.x.size()); i += 2) {
        const auto distance = [&](int k) { return std::abs(layout_.x[std::size_t(k)] - at.x()); };
        if (best < 0 || distance(i) < distance(best)) best = i;
    }
    return best;
}

int ParallelHits::axis(const QPointF& at) const {
    const int near = layout_.nearest(at.x());
    return near >= 0 && std::abs(layout_.x[std::size_t(near)] - at.x()) <= near_axis ? near : -1;
}

ParallelHits::Brush ParallelHits::brush(int axis, double y) const {
    using Part = ParallelBrushDrag::Part;
    const auto& brushes = model_.axis(axis).brushes;
    for (int i = 0; i < static_cast<int>(brushes.size()); ++i) {
        const ParallelBrush& each = brushes[std::size_t(i)];
        for (const auto& [low, high] : model_.spansOf(axis, each)) {
            const double bottom = layout_.y(low);
            const double top = layout_.y(high);
            const bool edges = each.hasSpan() && low >= 0 && high <= 1 && bottom - top > 8;
            if (edges && std::abs(y - bottom) <= near_edge) return {i, Part::lowEdge};
            if (edges && std::abs(y - top) <= near_edge) return {i, Part::highEdge};
            if (y >= top - near_brush && y <= bottom + near_brush) return {i, Part::whole};
        }
    }
    return {};
}

std::optional<std::size_t> ParallelHits::row(const QPointF& at) const {
    const std::vector<double>& x = layout_.x;
    if (x.size() < 2 || at.x() < x.front() || at.x() > x.back()) return std::nullopt;
    const auto right = std::upper_bound(x.begin() + 1, x.end() - 1, at.x()) - x.begin();
    const auto gap = std::size_t(right) - 1;
    const double width = x[gap + 1] - x[gap];
    const double share = (at.x() - x[gap]) / width;
    const int a = model_.order()[gap];
    const int b = model_.order()[gap + 1];
    const double pixel = (layout_.bottom - layout_.top) / (layout_.highest - layout_.lowest);
    const double height = layout_.heightAt(at.y());
    std::optional<std::size_t> found;
    double least = near_line;
    // Distance across the line, not straight up: steep lines are as easy to catch.
    for (const std::uint32_t row : model_.drawOrder()) {
        if (!model_.passing().test(row) || model_.isMissing(a, row) || model_.isMissing(b, row)) continue;
        const double from = model_.height(a, row);
        const double to = model_.height(b, row);
        const double slope = (to - from) * pixel / width;
        const double distance = std::abs(from + (to - from) * share - height) * pixel / std::hypot(1, slope);
        if (distance > least) continue;
        least = distance;
        found = row;
    }
    return found;
}

}  // namespace lathe::gui

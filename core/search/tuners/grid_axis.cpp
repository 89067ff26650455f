// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/grid_axis.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <ranges>

#include "core/space/enumeration.h"
#include "core/space/pipeline.h"

namespace lathe::search {

namespace {

constexpr double inactive = std::numeric_limits<double>::quiet_NaN();
constexpr double finest_interval = 0x1.0p-40;  // no interval is halved below this

}  // namespace

GridAxis::GridAxis(const space::Distribution& distribution) : distribution_(distribution) {
    using enum space::Kind;
    if (distribution_.kind == choice) {
        points_ = space::distinct_branches(distribution_);
    } else if (distribution_.kind == randint) {
        integers_ = space::integer_count(distribution_);
    } else {
        intervals_ = {{0, 1}};
        if (const auto range = space::multiples(distribution_))
            reachable_ = static_cast<std::size_t>(range->last - range->first) + 1;
        refine();
        if (points_.empty()) points_.push_back(snapped(0.5));  // there is only one value, and nothing to halve
    }
}

double GridAxis::snapped(double position) const {
    return distribution_.to_unit(distribution_.from_unit(position));
}

double GridAxis::at(std::size_t index) const {
    if (integers_ > 0)
        return distribution_.to_unit(space::first_integer(distribution_) + static_cast<std::int64_t>(index));
    return points_[index];
}

bool GridAxis::divisible(const Interval& interval) const {
    return interval.high - interval.low > finest_interval &&
           !(distribution_.from_unit(interval.low) == distribution_.from_unit(interval.high));
}

bool GridAxis::refine() {
    if (points_.size() >= reachable_) return false;
    const std::size_t before = points_.size();
    std::vector<Interval> next;
    for (const Interval& interval : intervals_) {
        if (!divisible(interval)) continue;
        const double middle = interval.low + (interval.high - interval.low) / 2;
        const double point = snapped(middle);
        if (!space::is_quantised(distribution_.kind) || known_.insert(point).second) points_.push_back(point);
        next.push_back({interval.low, middle});
        next.push_back({middle, interval.high});
    }
    intervals_ = std::move(next);
    if (points_.size() > before) return true;
    return !intervals_.empty() && refine();
}

GridRows::GridRows(const space::Layout& layout)
    : layout_(layout), index_(layout.size(), 0), row_(layout.size(), inactive) {
    for (const space::Column& column : layout.columns()) axes_.emplace_back(column.distribution);
}

std::span<const std::size_t> GridRows::children(std::size_t column) const {
    if (!layout_.columns()[column].distribution.is_nested()) return {};
    return layout_.children(column, index_[column]);  // the branches of a nested choice are all distinct
}

void GridRows::settle(std::size_t column) {
    row_[column] = axes_[column].at(index_[column]);
    reset(children(column));
}

void GridRows::reset(std::span<const std::size_t> columns) {
    for (const std::size_t column : columns) {
        index_[column] = 0;
        settle(column);
    }
}

void GridRows::clear(std::span<const std::size_t> columns) {
    for (const std::size_t column : columns) {
        clear(children(column));
        row_[column] = inactive;
    }
}

bool GridRows::begin() {
    std::ranges::fill(row_, inactive);
    reset(layout_.roots());
    return true;
}

bool GridRows::advance() {
    return advance(layout_.roots());
}

bool GridRows::advance(std::span<const std::size_t> columns) {
    for (const std::size_t column : std::views::reverse(columns)) {
        if (advance(children(column))) return true;
        clear(children(column));
        if (++index_[column] < axes_[column].size()) {
            settle(column);
            return true;
        }
        index_[column] = 0;
        settle(column);
    }
    return false;
}

bool GridRows::refine() {
    bool finer = false;
    for (GridAxis& axis : axes_) finer = axis.refine() || finer;
    return finer;
}

bool RowLess::operator()(const space::Row& a, const space::Row& b) const {
    return std::ranges::lexicographical_compare(a, b, [](double x, double y) {
        if (std::isnan(x) || std::isnan(y)) return std::isnan(x) && !std::isnan(y);
        return x < y;
    });
}

}  // namespace lathe::search

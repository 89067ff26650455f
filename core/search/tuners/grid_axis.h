// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of a grid that can be refined: an odometer over the columns of a space.
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "core/space/layout.h"

namespace lathe::search {

// One column's grid points, in the order in which they are tried.
class GridAxis {
  public:
    // Begins with each distinct branch of a choice, each value of a randint, or the middle of any other range.
    explicit GridAxis(const space::Distribution& distribution);

    // The number of points so far; refine() adds some.
    std::size_t size() const { return integers_ > 0 ? integers_ : points_.size(); }
    // The position of a point on the column, as a row holds it.
    double at(std::size_t index) const;
    // Halves the intervals whose ends give different values; false when no new value came out of it.
    bool refine();

  private:
    struct Interval {
        double low;
        double high;
    };
    bool divisible(const Interval& interval) const;
    double snapped(double position) const;  // to a value that the distribution can give

    space::Distribution distribution_;
    std::size_t integers_ = 0;  // number of values of a randint, whose points are not listed
    std::size_t reachable_ = SIZE_MAX;
    std::vector<double> points_;
    std::vector<Interval> intervals_;
    std::set<double> known_;  // the points of a quantised kind, where neighbouring halves give the same value
};

// The rows of the grid, one after the other. Only columns of the chosen branches vary.
class GridRows {
  public:
    explicit GridRows(const space::Layout& layout);  // the layout must outlive this

    // Goes to the first row; the last column turns fastest.
    bool begin();
    // Goes to the next row; false when the grid is done.
    bool advance();
    // The current row; inactive columns are NaN. Valid after begin().
    const space::Row& row() const { return row_; }
    // A finer grid, to be walked from begin(); false when it would hold nothing new.
    bool refine();

  private:
    bool advance(std::span<const std::size_t> columns);
    void reset(std::span<const std::size_t> columns);
    void clear(std::span<const std::size_t> columns);
    std::span<const std::size_t> children(std::size_t column) const;
    void settle(std::size_t column);

    const space::Layout& layout_;
    std::vector<GridAxis> axes_;
    std::vector<std::size_t> index_;
    space::Row row_;
};

// Orders rows; NaN (an inactive column) comes first and equals itself.
struct RowLess {
    // Whether a comes before b, column by column.
    bool operator()(const space::Row& a, const space::Row& b) const;
};

}  // namespace lathe::search

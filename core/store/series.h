// SPDX-License-Identifier: GPL-3.0-or-later
// A curve that keeps every point and still draws in the time of the screen's width.
//
// Points are only ever appended, with x never falling. Over the y values stands a min/max pyramid (blocks of 16, 32,
// 64,
// ... points), built as the points come, so that the extremes of any range take O(log n). sample() gives first, last,
// minimum and maximum of each pixel column, which draw the same pixels as all points do
// (M4: Jugel et al., "M4: A Visualization-Oriented Time Series Data Aggregation", VLDB 2014).
// Not synchronised.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace lathe::store {

// The points of one curve.
class Series {
  public:
    // x must be finite and not below the last x. y may be NaN or infinite: it then splits the line. At most 2^32 - 1
    // points.
    void append(double x, double y);
    // Makes room for so many points in all; changes nothing else.
    void reserve(std::size_t points);
    // Removes all points; x may begin anew.
    void clear();

    // The number of points.
    std::size_t size() const { return x_.size(); }
    bool empty() const { return x_.empty(); }          // no points
    double x(std::size_t i) const { return x_[i]; }    // i < size(), not checked
    double y(std::size_t i) const { return y_[i]; }    // i < size(), not checked; may be NaN or infinite
    std::span<const double> xs() const { return x_; }  // ascending; good until the series changes
    std::span<const double> ys() const { return y_; }  // good until the series changes

    // Index of the first point whose x is at least the argument; size() when there is none. O(log n).
    std::size_t lower_bound(double x) const;
    // Index of the first point whose x is greater than the argument; size() when there is none. O(log n).
    std::size_t upper_bound(double x) const;

    // Indexes of the points with the least and the greatest finite y, the earliest of equals.
    struct Extremes {
        std::size_t min;
        std::size_t max;
    };
    // The lowest and the highest of the points [begin, end); nullopt when none of them is finite. O(log n).
    std::optional<Extremes> extremes(std::size_t begin, std::size_t end) const;

    // Indexes of the points whose y is NaN or infinite, ascending.
    std::span<const std::uint32_t> non_finite() const { return non_finite_; }
    // Those of them within [begin, end). O(log n).
    std::span<const std::uint32_t> non_finite(std::size_t begin, std::size_t end) const;

    // Indexes of the points to draw, ascending, for pixel columns whose borders are `edges` (ascending in x, one more
    // than there are columns; a column holds edges[i] <= x < edges[i + 1]): of each unbroken run of finite points
    // within a column its first, last, minimum and maximum, and one non-finite point of each gap, which tells the
    // painter to lift the pen. The nearest point before the first column and after the last one are included, so that
    // lines enter and leave the picture. Appended to `out`. O(columns x log n + gaps).
    void sample(std::span<const double> edges, std::vector<std::uint32_t>& out) const;

  private:
    static constexpr std::size_t base = 16;  // points in a block of the lowest level
    struct Block {
        std::uint32_t min;  // indexes; none: no finite value in the block
        std::uint32_t max;
    };
    static constexpr std::uint32_t none = 0xffffffff;

    void take(Block& into, std::uint32_t index) const;
    void take(Block& into, const Block& block) const;
    void sample_column(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const;
    void sample_run(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const;

    std::vector<double> x_;
    std::vector<double> y_;
    std::vector<std::vector<Block>> levels_;  // only full blocks
    std::vector<std::uint32_t> non_finite_;
};

}  // namespace lathe::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/series.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace lathe::store {

void Series::append(double x, double y) {
    assert(std::isfinite(x) && (x_.empty() || x >= x_.back()));
    const auto index = static_cast<std::uint32_t>(x_.size());
    x_.push_back(x);
    y_.push_back(y);
    if (!std::isfinite(y)) non_finite_.push_back(index);
    if (x_.size() % base != 0) return;

    // A block of the lowest level is full; it may fill one of each level above.
    Block block{none, none};
    for (std::size_t i = x_.size() - base; i < x_.size(); ++i) take(block, static_cast<std::uint32_t>(i));
    for (std::size_t level = 0;; ++level) {
        if (levels_.size() == level) levels_.emplace_back();
        levels_[level].push_back(block);
        const std::size_t count = levels_[level].size();
        if (count % 2 != 0) return;
        block = levels_[level][count - 2];
        take(block, levels_[level][count - 1]);
    }
}

void Series::reserve(std::size_t points) {
    x_.reserve(points);
    y_.reserve(points);
}

void Series::clear() {
    x_.clear();
    y_.clear();
    levels_.clear();
    non_finite_.clear();
}

std::size_t Series::lower_bound(double x) const {
    return static_cast<std::size_t>(std::lower_bound(x_.begin(), x_.end(), x) - x_.begin());
}

std::size_t Series::upper_bound(double x) const {
    return static_cast<std::size_t>(std::upper_bound(x_.begin(), x_.end(), x) - x_.begin());
}

void Series::take(Block& into, std::uint32_t index) const {
    if (!std::isfinite(y_[index])) return;
    if (into.min == none || y_[index] < y_[into.min]) into.min = index;
    if (into.max == none || y_[index] > y_[into.max]) into.max = index;
}

void Series::take(Block& into, const Block& block) const {
    if (block.min == none) return;
    take(into, block.min);
    take(into, block.max);
}

std::optional<Series::Extremes> Series::extremes(std::size_t begin, std::size_t end) const {
    Block block{none, none};
    // From the left: single points up to a block border, then the largest block that starts here and still fits.
    std::size_t i = begin;
    while (i < end) {
        if (i % base != 0 || i + base > end) {
            take(block, static_cast<std::uint32_t>(i++));
            continue;
        }
        std::size_t level = 0;
        std::size_t width = base;
        while (i % (2 * width) == 0 && i + 2 * width <= end) {
            width *= 2;
            ++level;
        }
        take(block, levels_[level][i / width]);
        i += width;
    }
    if (block.min == none) return std::nullopt;
    return Extremes{block.min, block.max};
}

std::span<const std::uint32_t> Series::non_finite(std::size_t begin, std::size_t end) const {
    const auto first = std::lower_bound(non_finite_.begin(), non_finite_.end(), begin);
    const auto last = std::lower_bound(first, non_finite_.end(), end);
    return {first, last};
}

void Series::sample(std::span<const double> edges, std::vector<std::uint32_t>& out) const {
    if (empty() || edges.size() < 2) return;
    std::size_t begin = lower_bound(edges.front());
    if (begin > 0) out.push_back(static_cast<std::uint32_t>(begin - 1));
    const std::size_t columns = edges.size() - 1;
    for (std::size_t column = 0; column < columns && begin < size(); ++column) {
        // Points of a column are near one another: look close by before searching everything.
        std::size_t end = begin;
        if (x_[begin] < edges[column + 1]) {
            std::size_t reach = 1;
            while (begin + reach < size() && x_[begin + reach] < edges[column + 1]) reach *= 2;
            const auto from = x_.begin() + static_cast<std::ptrdiff_t>(begin + reach / 2);
            const auto to = x_.begin() + static_cast<std::ptrdiff_t>(std::min(begin + reach, size()));
            end = static_cast<std::size_t>(std::lower_bound(from, to, edges[column + 1]) - x_.begin());
        }
        sample_column(begin, end, out);
        begin = end;
    }
    if (begin < size()) out.push_back(static_cast<std::uint32_t>(begin));
}

void Series::sample_column(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const {
    std::size_t start = begin;
    for (const std::uint32_t gap : non_finite(begin, end)) {
        sample_run(start, gap, out);
        if (out.empty() || std::isfinite(y_[out.back()])) out.push_back(gap);
        start = gap + std::size_t{1};
    }
    sample_run(start, end, out);
}

void Series::sample_run(std::size_t begin, std::size_t end, std::vector<std::uint32_t>& out) const {
    if (begin >= end) return;
    if (end - begin <= 4) {
        for (std::size_t i = begin; i < end; ++i) out.push_back(static_cast<std::uint32_t>(i));
        return;
    }
    const Extremes found = *extremes(begin, end);
    std::array<std::size_t, 4> picked{begin, found.min, found.max, end - 1};
    std::sort(picked.begin(), picked.end());
    for (std::size_t i = 0; i < picked.size(); ++i) {
        if (i == 0 || picked[i] != picked[i - 1]) out.push_back(static_cast<std::uint32_t>(picked[i]));
    }
}

}  // namespace lathe::store

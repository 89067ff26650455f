// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_ridges.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

namespace {

void spread(const store::RecordedHistogram& from, const HistogramRidges& ridges, Ridge& ridge) {
    const auto bins = static_cast<double>(ridge.heights.size());
    const double width = (ridges.high - ridges.low) / bins;
    const auto binOf = [&](double value) {
        return static_cast<std::size_t>(std::clamp((value - ridges.low) / width, 0.0, bins - 1));
    };
    for (std::size_t i = 0; i < from.counts.size(); ++i) {
        const double left = from.edges[i], right = from.edges[i + 1];
        ridge.count += from.counts[i];
        const std::size_t first = binOf(left), last = binOf(right);
        if (first == last || right <= left) {
            ridge.heights[first] += from.counts[i];
            continue;
        }
        for (std::size_t bin = first; bin <= last; ++bin) {
            const double begin = std::max(left, ridges.edge(bin));
            const double end = std::min(right, ridges.edge(bin + 1));
            ridge.heights[bin] += from.counts[i] * std::max(0.0, end - begin) / (right - left);
        }
    }
}

}  // namespace

double HistogramRidges::edge(std::size_t bin) const {
    return low + (high - low) * static_cast<double>(bin) / static_cast<double>(std::max<std::size_t>(1, bins()));
}

std::optional<std::size_t> HistogramRidges::at(std::int64_t step) const {
    const auto after = std::ranges::upper_bound(ridges, step, {}, &Ridge::step);
    if (after == ridges.begin()) return std::nullopt;
    return static_cast<std::size_t>(after - ridges.begin()) - 1;
}

std::optional<ValueRange> rangeOf(const std::vector<store::RecordedHistogram>& all) {
    std::optional<ValueRange> range;
    for (const auto& one : all) {
        if (one.edges.empty()) continue;
        if (!range) range = {one.edges.front(), one.edges.back()};
        range->first = std::min(range->first, one.edges.front());
        range->second = std::max(range->second, one.edges.back());
    }
    return range;
}

HistogramRidges ridgesOf(const std::vector<store::RecordedHistogram>& all, std::size_t bins, std::size_t most,
                         ValueRange range) {
    HistogramRidges result;
    result.low = range.first;
    result.high = range.second;
    // All values are the same: some air beside them.
    const double air = std::max(std::abs(result.low) * 0.05, 1e-9);
    if (result.high - result.low < 1e-12 * std::max(1.0, std::abs(result.low))) {
        result.low -= air;
        result.high += air;
    }
    const std::size_t kept = std::min(most, all.size());
    result.ridges.reserve(kept);
    for (std::size_t i = 0; i < kept; ++i) {
        // From the end on, so that the newest is among them.
        const std::size_t from = all.size() - 1 - (kept - 1 - i) * all.size() / kept;
        Ridge ridge{all[from].step, 0, std::vector<double>(bins)};
        result.ridges.push_back(std::move(ridge));
        spread(all[from], result, result.ridges.back());
        for (const double height : result.ridges.back().heights) result.highest = std::max(result.highest, height);
    }
    return result;
}

}  // namespace lathe::gui

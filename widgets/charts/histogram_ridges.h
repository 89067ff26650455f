// SPDX-License-Identifier: GPL-3.0-or-later
// Distributions of a tensor over its steps as ridges, one a step, over the same bins: TensorBoard's picture of
// histograms. No widgets.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "core/store/trial_media.h"

namespace lathe::gui {

struct Ridge {
    std::int64_t step = 0;
    double count = 0;             // values in all
    std::vector<double> heights;  // values in each bin
};

struct HistogramRidges {
    double low = 0;  // of the first bin
    double high = 1;
    double highest = 0;         // height of any bin
    std::vector<Ridge> ridges;  // the oldest first

    double edge(std::size_t bin) const;  // where it begins
    std::size_t bins() const { return ridges.empty() ? 0 : ridges.front().heights.size(); }
    // The ridge of the newest step that is not newer than `step`; nullopt: there is none.
    std::optional<std::size_t> at(std::int64_t step) const;
};

using ValueRange = std::pair<double, double>;
// Of the values of all steps; nullopt: there are none.
std::optional<ValueRange> rangeOf(const std::vector<store::RecordedHistogram>& all);

// A bucket's values are spread evenly over the bins that it covers, as in TensorBoard. Of more than `most` steps that
// many are kept, at even distances and the last one. `range`: that the bins divide.
HistogramRidges ridgesOf(const std::vector<store::RecordedHistogram>& all, std::size_t bins, std::size_t most,
                         ValueRange range);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The decisions of the finders, without a training.
#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/plural.h"
#include "core/train/find/find.h"

namespace lathe::train {

std::optional<double> suggest_learning_rate(const std::vector<double>& lr, const std::vector<double>& loss,
                                            int skip_begin, int skip_end) {
    std::vector<double> rates;
    std::vector<double> losses;
    const auto end = static_cast<std::ptrdiff_t>(std::min(lr.size(), loss.size())) - skip_end;
    for (std::ptrdiff_t i = skip_begin; i < end; ++i) {
        const auto at = static_cast<std::size_t>(i);
        if (!std::isfinite(loss[at])) continue;
        rates.push_back(lr[at]);
        losses.push_back(loss[at]);
    }
    if (losses.size() < 2) return std::nullopt;
    // Central differences, one-sided at the ends. Steps of the rate are even in its logarithm (or in itself).
    std::size_t steepest = 0;
    double slope = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < losses.size(); ++i) {
        const std::size_t before = i == 0 ? 0 : i - 1;
        const std::size_t after = std::min(i + 1, losses.size() - 1);
        const double here = (losses[after] - losses[before]) / static_cast<double>(after - before);
        if (here < slope) {
            slope = here;
            steepest = i;
        }
    }
    return rates[steepest];
}

BatchSizeSearch search_batch_size(const BatchSizeFinderOptions& options, std::int64_t largest,
                                  const std::function<std::optional<BatchSizeTrial>(std::int64_t)>& fits) {
    BatchSizeSearch search;
    std::int64_t size = std::min(options.first, largest);
    std::int64_t too_large = 0;  // the smallest size that failed; 0: none yet
    for (int i = 0; i < options.max_trials; ++i) {
        const auto trial = fits(size);
        if (!trial) {
            search.reason = "stopped";
            return search;
        }
        search.trials.push_back(*trial);
        if (trial->fits) search.suggestion = std::max(search.suggestion, size);
        else too_large = size;
        if (too_large > 0 && (!options.binary || too_large - search.suggestion <= 1)) {
            search.reason = search.suggestion > 0
                                ? "a batch of " + std::to_string(too_large) + " does not fit into memory"
                                : "not even a batch of " + std::to_string(size) + " fits into memory";
            return search;
        }
        if (too_large == 0 && size >= largest) {
            search.reason = "a batch holds all " + counted(largest, "sample");
            return search;
        }
        size = too_large == 0 ? std::min(size * 2, largest) : search.suggestion + (too_large - search.suggestion) / 2;
    }
    search.reason = "tried " + counted(options.max_trials, "size");
    return search;
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_range.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace lathe::gui {

void HistogramRange::set(std::optional<double> low, std::optional<double> high) {
    low_ = low;
    high_ = high;
}

void HistogramRange::setLimits(double low, double high) {
    lowest_ = low;
    highest_ = high;
}

bool HistogramRange::move(Handle handle, double value, const ChartScale& scale, double pixels) {
    if (handle == Handle::none || !hasHandles() || !std::isfinite(value)) return false;
    const double moved = std::clamp(scale.rounded(value, pixels), lowest_, highest_);
    if (scale.log && moved <= 0) return false;
    if (handle == Handle::low ? moved >= *high_ : moved <= *low_) return false;
    double& end = handle == Handle::low ? *low_ : *high_;
    if (end == moved) return false;
    end = moved;
    edited_ = true;
    return true;
}

bool HistogramRange::finish() {
    return std::exchange(edited_, false);
}

}  // namespace lathe::gui

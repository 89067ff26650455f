// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_layout.h"

#include <algorithm>
#include <cmath>

namespace lathe::gui {

namespace {

// Pixels beside the bars.
constexpr int room_for_half_a_label = 24;
constexpr int room_for_handles_and_labels = 30;

}  // namespace

HistogramLayout::HistogramLayout(const QSize& size, const ChartScale& scale)
    : area_(QRectF(QPointF(), QSizeF(size))
                .adjusted(room_for_half_a_label, rug + 4, -room_for_half_a_label, -room_for_handles_and_labels)),
      scale_(scale) {}

double HistogramLayout::x(double value) const {
    return area_.left() + std::clamp(scale_.toUnit(value), -1.0, 2.0) * area_.width();
}

QRectF HistogramLayout::bar(const HistogramBars& bars, const HistogramBars::Bar& bar) const {
    const double most = bars.highest();
    const double height = most > 0 ? bar.weight / most * area_.height() : 0;
    double left = x(bar.low);
    double right = x(bar.high);
    if (bar.low == bar.high) {
        const double share = area_.width() / double(bars.bars().size());
        const double width = bars.isCategorical() ? std::min(48.0, share * 0.7) : 6.0;
        left -= width / 2;
        right = left + width;
    } else if (right - left > 3) {
        right -= 1;  // a hairline between bars
    }
    return {left, area_.bottom() - height, right - left, height};
}

HistogramRange::Handle HistogramLayout::handleAt(const HistogramRange& range, double x) const {
    using Handle = HistogramRange::Handle;
    if (!range.hasHandles()) return Handle::none;
    const double low = this->x(*range.low());
    const double toLow = std::abs(x - low);
    const double toHigh = std::abs(x - this->x(*range.high()));
    if (std::min(toLow, toHigh) > knob + 4) return Handle::none;
    // One upon the other: the side of the mouse decides.
    if (toLow == toHigh) return x < low ? Handle::low : Handle::high;
    return toLow < toHigh ? Handle::low : Handle::high;
}

}  // namespace lathe::gui

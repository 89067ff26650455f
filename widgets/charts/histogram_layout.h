// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bars and the handles of a histogram stand in its picture. No widgets.
#pragma once

#include <QRectF>
#include <QSize>

#include "widgets/charts/chart_scale.h"
#include "widgets/charts/histogram_bars.h"
#include "widgets/charts/histogram_range.h"

namespace lathe::gui {

class HistogramLayout {
  public:
    static constexpr int rug = 14;       // pixels above the bars, for the ticks of the overlay
    static constexpr double knob = 6.5;  // radius of a handle in pixels

    HistogramLayout(const QSize& size, const ChartScale& scale);

    const QRectF& area() const { return area_; }  // of the bars
    const ChartScale& scale() const { return scale_; }
    double x(double value) const;  // a value far outside stands just outside
    double valueAt(double x) const { return scale_.fromUnit((x - area_.left()) / area_.width()); }
    QRectF bar(const HistogramBars& bars, const HistogramBars::Bar& bar) const;
    // The handle near x, where the range has handles.
    HistogramRange::Handle handleAt(const HistogramRange& range, double x) const;

  private:
    QRectF area_;
    ChartScale scale_;
};

}  // namespace lathe::gui

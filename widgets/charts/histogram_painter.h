// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a histogram: bars, axis, the values that were taken, and the handles of the range. GUI thread.
#pragma once

#include <vector>

#include <QColor>
#include <QFont>
#include <QSize>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/histogram_layout.h"

class QPainter;
class QPalette;

namespace lathe::gui {

class HistogramPainter {
  public:
    using Handle = HistogramRange::Handle;

    // What is painted, all of which outlives this.
    HistogramPainter(const HistogramBars& bars, const HistogramRange& range, const HistogramLayout& layout)
        : bars_(bars), range_(range), layout_(layout) {}

    void setLook(const QPalette& palette, const QFont& font, const QSize& size);
    // Which handle has the keyboard's focus, and which one changes now, so that its value is shown.
    void setHandles(Handle focused, Handle changing);

    // `message` where there are no bars; `taken`: ticks above the bars.
    void paint(QPainter& painter, const QString& message, const std::vector<double>& taken) const;

  private:
    void paintBars(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintCategories(QPainter& painter, double top) const;
    void paintTaken(QPainter& painter, const std::vector<double>& taken) const;
    void paintHandles(QPainter& painter) const;
    void paintHandle(QPainter& painter, Handle handle) const;
    void paintValue(QPainter& painter, Handle handle) const;

    const HistogramBars& bars_;
    const HistogramRange& range_;
    const HistogramLayout& layout_;
    ChartTheme theme_;
    QColor valueColor_;
    QFont font_;
    QSize size_;
    Handle focused_ = Handle::none;
    Handle changing_ = Handle::none;
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The lines of parallel coordinates as cached pictures: one of all rows, faint, and one of those that pass, in colour.
// A brush that moves redraws the second only.
#pragma once

#include <QImage>
#include <QPainter>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/color_ramp.h"
#include "widgets/charts/parallel_density.h"
#include "widgets/charts/parallel_layout.h"
#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

class ParallelLayers {
  public:
    explicit ParallelLayers(const ParallelModel& model) : model_(model) {}

    void setGeometry(const ParallelLayout& layout, const QSize& size, double scale);
    void setTheme(const ChartTheme& theme);
    void invalidate();         // rows or axes changed
    void invalidatePassing();  // brushes changed

    const QImage& context();
    const QImage& passing();
    const ColorRamp& ramp() const { return ramp_; }
    // For export: real lines, whatever their number.
    enum class Rows { all, passing };
    void paintLines(QPainter& painter, const ParallelLayout& layout, Rows which) const;
    // One row's line; what leads to an axis without a value is dotted.
    void paintRow(QPainter& painter, const ParallelLayout& layout, std::size_t row, const QPen& pen) const;

    // Above so many line segments a picture is a density; exposed for tests and benchmarks.
    static constexpr std::size_t most_segments = 30000;

  private:
    bool isDense(const RowBits& rows) const;
    void appendSegments(std::size_t row, const ParallelLayout& layout, QVector<QLineF>& batch) const;
    QImage blank() const;

    const ParallelModel& model_;
    ParallelLayout layout_;
    QSize size_;
    double scale_ = 1;
    ChartTheme theme_;
    ColorRamp ramp_;
    QImage context_;
    QImage passing_;
    ParallelDensity density_;
    bool densityReady_ = false;
};

// Alpha that fits the number of lines (charts.md): min(1, 2 / n^0.3).
double lineAlpha(std::size_t lines);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// Paints parallel coordinates, on the screen and for export: lines, axes with titles and ticks, brushes. What changes
// seldom is kept as pictures. GUI thread.
#pragma once

#include <optional>

#include <QFont>
#include <QImage>
#include <QSet>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/parallel_layers.h"
#include "widgets/charts/parallel_layout.h"
#include "widgets/charts/parallel_model.h"

class QPainter;

namespace lathe::gui {

class ParallelPainter {
  public:
    // What stands out on the screen. Axes are indexes into the table's axes, -1 for none.
    struct Emphasis {
        QSet<int> selected;
        std::optional<int> highlighted;
        int focusedAxis = -1;         // while the keyboard's focus is in the picture
        std::size_t activeBrush = 0;  // of the focused axis
        int draggedAxis = -1;
        double draggedX = 0;
    };

    explicit ParallelPainter(const ParallelModel& model) : model_(model), layers_(model) {}

    void setLook(const ChartTheme& theme, const QFont& font);
    void invalidate();         // rows or axes changed
    void invalidatePassing();  // brushes changed
    void invalidateAxes();     // focus or drag changed

    // `scale`: device pixels a pixel.
    void paint(QPainter& painter, const ParallelLayout& layout, const QSize& size, double scale,
               const Emphasis& emphasis);
    void paintForExport(QPainter& painter, const ParallelLayout& layout, const QSize& size) const;

  private:
    struct TickPlace {
        double x;     // of the axis
        double room;  // for a label, in pixels
        QColor color;
    };

    void paintRow(QPainter& painter, const ParallelLayout& layout, std::size_t row, double width) const;
    void paintRows(QPainter& painter, const ParallelLayout& layout, const Emphasis& emphasis) const;
    void paintAxes(QPainter& painter, const ParallelLayout& layout, const Emphasis& emphasis) const;
    void paintAxis(QPainter& painter, const ParallelLayout& layout, int position, const Emphasis& emphasis) const;
    void paintColorScale(QPainter& painter, const ParallelLayout& layout, int axis, double x) const;
    void paintTicks(QPainter& painter, const ParallelLayout& layout, int axis, const TickPlace& place) const;
    void paintPlaces(QPainter& painter, const ParallelLayout& layout, int axis, const TickPlace& place) const;
    void paintTick(QPainter& painter, const TickPlace& place, double y, const QString& text) const;
    void paintTitle(QPainter& painter, const ParallelLayout& layout, int position, const Emphasis& emphasis) const;
    void paintBrushes(QPainter& painter, const ParallelLayout& layout, const Emphasis& emphasis) const;

    const ParallelModel& model_;
    ParallelLayers layers_;
    ChartTheme theme_;
    QFont font_;
    QImage axes_;  // titles, lines and ticks
};

}  // namespace lathe::gui

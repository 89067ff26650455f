// SPDX-License-Identifier: GPL-3.0-or-later
// Paints a ChartPicture into a rectangle, on screen and for export alike.
#pragma once

#include <QPainter>

#include "widgets/charts/chart_picture.h"
#include "widgets/charts/chart_theme.h"
#include "widgets/charts/color_ramp.h"

namespace lathe::gui {

// Where the plot lies in the picture and which part of the axes it shows.
struct ChartView {
    QRectF area;
    ChartScale x;
    ChartScale y;

    double pixelX(double value) const;
    // Of a value beyond what an axis can show: the edge that it lies at.
    double pixelY(double value) const;
    bool isOnAxis(double y) const;  // has a place on the y axis
};

class ChartPainter {
  public:
    ChartPainter(const ChartPicture& picture, const QPalette& palette, const QFont& font);

    // The plot's place when the picture is to fill `size`, and both axes' ranges as given.
    ChartView layout(const QSize& size, const ChartScale& x, const ChartScale& y) const;
    void paint(QPainter& painter, const QSize& size, const ChartView& view) const;
    // Marks of these runs once more, standing out; for what is selected or pointed at.
    enum class Emphasis { selected, pointedAt };
    void paintRun(QPainter& painter, const ChartView& view, int run, Emphasis emphasis) const;
    QColor color(const ChartInk& ink) const;

  private:
    QColor boxFill(const QColor& ink) const;
    void paintField(QPainter& painter, const ChartView& view) const;
    void paintAxes(QPainter& painter, const QSize& size, const ChartView& view) const;
    void paintBox(QPainter& painter, const ChartView& view, const ChartBox& box, const QPen& border) const;
    void paintPath(QPainter& painter, const ChartView& view, const ChartPath& path, double width) const;
    void paintPoints(QPainter& painter, const ChartView& view) const;
    void paintMark(QPainter& painter, const QPointF& at, ChartMark mark, const QColor& ink, double radius) const;
    void paintPoint(QPainter& painter, const ChartView& view, const ChartPoint& point, double radius) const;
    void paintKeys(QPainter& painter, const QSize& size, const ChartView& view) const;
    void paintRamp(QPainter& painter, const QSize& size, const ChartView& view) const;
    int keyRows(int width) const;
    double keyWidth(const ChartKey& key) const;

    const ChartPicture& picture_;
    QFont font_;
    QFontMetricsF metrics_;
    ChartTheme theme_;
    ColorRamp ramp_;
    QColor good_;
    QColor warning_;
    QColor bad_;
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What one chart shows, as plain values: two axes, and marks that stand for trials. Charts compute it; ChartCanvas
// paints it, so that all of them look, zoom, answer and export alike. No widgets.
#pragma once

#include <cstdint>
#include <vector>

#include <QPointF>
#include <QString>
#include <QStringList>

#include "widgets/charts/chart_scale.h"

namespace lathe::gui {

// A colour by what it means; the canvas knows the theme.
struct ChartInk {
    enum Kind : std::uint8_t { accent, text, faint, good, warning, bad, ramp };
    Kind kind = accent;
    float quality = 0;  // of `ramp`: 0 worst, 1 best, negative none

    static ChartInk ofQuality(double quality) { return {ramp, static_cast<float>(quality)}; }
    friend bool operator==(const ChartInk&, const ChartInk&) = default;
};

// `triangle`: as what lies beyond an edge is marked; `line` and `box` are for keys, of paths and boxes.
enum class ChartMark : std::uint8_t { dot, ring, cross, bar, diamond, triangle, line, box };

struct ChartAxis {
    enum Kind : std::uint8_t { number, category, duration };
    Kind kind = number;
    QString label;
    ChartScale scale;        // what is shown before anybody zooms
    QStringList categories;  // of a category axis, at 0, 1, 2, ...

    struct Tick {
        double value;
        QString text;
    };
    // About so many within [low, high].
    std::vector<Tick> ticks(double low, double high, int about) const;
    QString text(double value) const;  // for reading
};

// A number axis around the finite values (above 0 on a log one), with some air; [0, 1] when there is none.
ChartAxis numberAxis(const QString& label, const std::vector<double>& values, bool log = false);
ChartAxis categoryAxis(const QString& label, const QStringList& categories);

// A y that is not finite, or that a log axis does not have, is marked at the edge it lies beyond.
struct ChartPoint {
    double x = 0;
    double y = 0;
    int run = -1;
    ChartInk ink;
    ChartMark mark = ChartMark::dot;
};

struct ChartPath {
    std::vector<QPointF> points;  // a y that is not finite splits it
    bool steps = false;           // level to the next x, then up or down
    ChartInk ink;
    double width = 1.5;
    int run = -1;
    bool hasEnd = false;
    ChartMark end = ChartMark::dot;
};

struct ChartBox {
    double left = 0;
    double right = 0;
    double bottom = 0;
    double top = 0;
    ChartInk ink;
    int run = -1;
    QString text;             // inside, where it fits
    QString tip;              // for reading, beside what is known of the run
    bool textBeside = false;  // the text stands at the right end instead
};

// Cells over the whole of both axes, row by row from the lowest y; NaN: blank.
struct ChartField {
    int columns = 0;
    int rows = 0;
    std::vector<double> quality;
};

struct ChartKey {
    ChartInk ink;
    ChartMark mark = ChartMark::dot;
    QString text;
};

struct ChartPicture {
    ChartAxis x;
    ChartAxis y;
    ChartField field;
    std::vector<ChartBox> boxes;
    std::vector<ChartPath> paths;
    std::vector<ChartPoint> points;  // the last is drawn on top
    std::vector<ChartKey> keys;      // the legend
    // When the colours mean something: what their worst and their best end stand for.
    QString rampWorst;
    QString rampBest;
    QString note;   // below the axis: what is not shown, and why
    QString empty;  // instead of everything: what to do so that there is something to see
};

}  // namespace lathe::gui

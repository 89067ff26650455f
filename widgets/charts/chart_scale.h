// SPDX-License-Identifier: GPL-3.0-or-later
// A linear or logarithmic scale from values to [0, 1], and ticks on it. No widgets.
#pragma once

#include <QStringList>
#include <QVector>

namespace lathe::gui {

struct ChartScale {
    double low = 0;
    double high = 1;
    bool log = false;  // both ends are then above 0

    double toUnit(double value) const;  // beyond [0, 1] outside; a value that a log scale cannot show: -infinity
    double fromUnit(double unit) const;
    // The value, rounded to what a picture of so many pixels can tell apart: dragging gives 0.003, not 0.0029871.
    double rounded(double value, double pixels) const;
    // About so many ticks within, ascending: 1, 2, 5 times powers of ten; whole decades where the scale is a long log
    // one.
    QVector<double> ticks(int about) const;
    QStringList tickLabels(const QVector<double>& ticks) const;
};

}  // namespace lathe::gui

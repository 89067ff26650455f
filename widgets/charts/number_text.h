// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as charts write them: short, C locale, "1e-4" instead of "0.0001" only where that is shorter to read.
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

namespace lathe::gui {

// At most `digits` significant digits: "0.25", "1e-5", "-3.2e+12" as "-3.2e12", "NaN", "∞", "-∞".
QString numberText(double value, int digits = 4);
// All digits: reads back to the same double.
QString exactNumberText(double value);
// Labels of the ticks of one linear axis, with as many digits as their distance needs and a common unit ("20k", "40k").
QStringList tickTexts(const QVector<double>& ticks);
// Seconds as "45 s", "1:30", "2:05:00", "3 d 4:00".
QString durationText(double seconds);

}  // namespace lathe::gui

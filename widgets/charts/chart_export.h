// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a picture or as the numbers behind it.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include <QPaintDevice>
#include <QSize>
#include <QString>

namespace lathe::gui {

// Numbers as CSV: header line first, C locale. Shares nothing with the widgets that showed them: any thread. Once it is
// to stop it may end early.
using ChartNumbers = std::function<std::string(const std::stop_token& stop)>;

// Of a chart as it is now; good as long as the chart is. GUI thread.
struct ChartExport {
    QString name;                              // the title of the picture
    QSize size;                                // in logical pixels
    std::function<void(QPaintDevice*)> paint;  // over the whole size, background included
    std::function<ChartNumbers()> numbers;     // takes a copy of them
    QString lacks{};                           // what the numbers lack, in a sentence; "": nothing
};

// A field of a CSV file, quoted where it must be.
QString csvField(const QString& text);
// All digits; "NaN", "Infinity", "-Infinity".
QString csvNumber(double value);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a picture or as the numbers behind it.
#pragma once

#include <functional>

#include <QSize>
#include <QString>
#include <QWidget>

#include "core/base/error.h"

namespace lathe::gui {

struct ChartExport {
    QString name;                              // of the file, without suffix
    QSize size;                                // in logical pixels
    std::function<void(QPaintDevice*)> paint;  // over the whole size, background included
    std::function<QString()> csv;              // header line first, C locale
};

// By the path's suffix: png (at twice the size), svg, pdf or csv. Replaces a file atomically.
Result<void> writeChart(const QString& path, const ChartExport& chart);

// Asks for a file without blocking the window, and writes it; a failure is told in a message.
void askAndWriteChart(QWidget* parent, ChartExport chart);

// A field of a CSV file, quoted where it must be.
QString csvField(const QString& text);
// All digits; "NaN", "Infinity", "-Infinity".
QString csvNumber(double value);

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// The legend below an exported chart: lines and their names, in columns.
#pragma once

#include <utility>
#include <vector>

#include <QColor>
#include <QFont>
#include <QPen>
#include <QPoint>
#include <QString>

class QPainter;

namespace lathe::gui {

class PrintedLegend {
  public:
    using Entry = std::pair<QPen, QString>;

    // `width`: that it may take, in pixels.
    PrintedLegend(std::vector<Entry> entries, const QFont& font, int width);

    int height() const;  // pixels
    // `corner`: the upper left one.
    void paint(QPainter& painter, const QPoint& corner, const QColor& text) const;

  private:
    int lineHeight() const;

    std::vector<Entry> entries_;
    QFont font_;
    int columns_;
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/printed_legend.h"

#include <algorithm>

#include <QFontMetrics>
#include <QPainter>

namespace lathe::gui {

namespace {

constexpr int legendCell = 168;  // pixels
constexpr int legendLine = 28;   // as long as a dash pattern needs to be told from the others
constexpr int legendText = legendLine + 6;
constexpr int legendMargin = 16;

}  // namespace

PrintedLegend::PrintedLegend(std::vector<Entry> entries, const QFont& font, int width)
    : entries_(std::move(entries)), font_(font), columns_(std::max(1, (width - 2 * legendMargin) / legendCell)) {}

int PrintedLegend::lineHeight() const {
    return QFontMetrics(font_).height() + 6;
}

int PrintedLegend::height() const {
    return (static_cast<int>(entries_.size()) + columns_ - 1) / columns_ * lineHeight();
}

void PrintedLegend::paint(QPainter& painter, const QPoint& corner, const QColor& text) const {
    const QFontMetrics metrics(font_);
    const int line = lineHeight();
    painter.setFont(font_);
    int at = 0;
    for (const auto& [pen, name] : entries_) {
        const QPoint cell = corner + QPoint(legendMargin + at % columns_ * legendCell, at / columns_ * line);
        painter.setPen(pen);
        painter.drawLine(cell + QPoint(0, line / 2), cell + QPoint(legendLine, line / 2));
        painter.setPen(text);
        painter.drawText(QRect(cell + QPoint(legendText, 0), QSize(legendCell - legendText - 8, line)),
                         Qt::AlignLeft | Qt::AlignVCenter,
                         metrics.elidedText(name, Qt::ElideMiddle, legendCell - legendText - 8));
        ++at;
    }
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/histogram_painter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include <QFontMetricsF>
#include <QPainter>
#include <QPalette>

#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

void HistogramPainter::setLook(const QPalette& palette, const QFont& font, const QSize& size) {
    theme_ = ChartTheme::of(palette);
    valueColor_ = palette.color(QPalette::HighlightedText);
    font_ = font;
    size_ = size;
}

void HistogramPainter::setHandles(Handle focused, Handle changing) {
    focused_ = focused;
    changing_ = changing;
}

void HistogramPainter::paint(QPainter& painter, const QString& message, const std::vector<double>& taken) const {
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(QRect(QPoint(), size_), theme_.background);
    if (bars_.bars().empty()) {
        painter.setPen(theme_.faintText);
        painter.drawText(layout_.area(), Qt::AlignCenter | Qt::TextWordWrap, message);
    }
    paintBars(painter);
    paintAxis(painter);
    paintTaken(painter, taken);
    if (range_.hasHandles() && !bars_.isCategorical()) paintHandles(painter);
}

void HistogramPainter::paintBars(QPainter& painter) const {
    const QColor inside = mixed(theme_.background, theme_.accent, 0.62);
    const QColor outside = mixed(theme_.background, theme_.text, 0.2);
    const ChartScale& scale = layout_.scale();
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const auto& bar : bars_.bars()) {
        const double middle = scale.fromUnit((scale.toUnit(bar.low) + scale.toUnit(bar.high)) / 2);
        painter.fillRect(layout_.bar(bars_, bar), range_.contains(middle) ? inside : outside);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void HistogramPainter::paintAxis(QPainter& painter) const {
    const QRectF& area = layout_.area();
    painter.setPen(QPen(theme_.axis, 1));
    const double base = std::floor(area.bottom()) + 0.5;
    painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base));
    painter.setPen(theme_.faintText);
    const double top = area.bottom() + (range_.hasHandles() ? HistogramLayout::knob + 3 : 5);
    if (bars_.isCategorical()) return paintCategories(painter, top);
    if (bars_.bars().empty() && !range_.low()) return;
    const QFontMetricsF metrics(font_);
    const QVector<double> ticks = layout_.scale().ticks(std::max(2, static_cast<int>(area.width() / 72)));
    const QStringList labels = layout_.scale().tickLabels(ticks);
    double free = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < ticks.size(); ++i) {
        const double width = metrics.horizontalAdvance(labels[i]);
        const double left = std::clamp(layout_.x(ticks[i]) - width / 2, 0.0, std::max(0.0, size_.width() - width));
        if (left < free) continue;
        painter.drawText(QPointF(left, top + metrics.ascent()), labels[i]);
        free = left + width + 8;
    }
}

void HistogramPainter::paintCategories(QPainter& painter, double top) const {
    const QStringList& names = bars_.categories();
    const QFontMetricsF metrics(font_);
    const double width = layout_.area().width() / double(names.size());
    for (int i = 0; i < names.size(); ++i) {
        const QRectF cell(layout_.x(i) - width / 2, top, width, metrics.height());
        painter.drawText(cell, Qt::AlignCenter, metrics.elidedText(names[i], Qt::ElideMiddle, width - 4));
    }
}

void HistogramPainter::paintTaken(QPainter& painter, const std::vector<double>& taken) const {
    painter.setPen(QPen(seriesColor(1, theme_.dark), 1.5, Qt::SolidLine, Qt::RoundCap));
    std::map<int, int> stacked;
    for (const double value : taken) {
        if (!bars_.shows(value)) continue;
        double x = layout_.x(value);
        if (bars_.isCategorical()) {  // side by side over their category
            const int n = stacked[static_cast<int>(value)]++;
            x += (n % 2 == 0 ? 1 : -1) * ((n + 1) / 2) * 3.0;
        }
        painter.drawLine(QPointF(x, 4), QPointF(x, HistogramLayout::rug));
    }
}

void HistogramPainter::paintHandles(QPainter& painter) const {
    const double base = layout_.area().bottom();
    painter.setPen(QPen(theme_.accent, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(layout_.x(*range_.low()), base), QPointF(layout_.x(*range_.high()), base));
    for (const Handle handle : {Handle::low, Handle::high}) {
        paintHandle(painter, handle);
        if (changing_ == handle) paintValue(painter, handle);
    }
}

void HistogramPainter::paintHandle(QPainter& painter, Handle handle) const {
    const QRectF& area = layout_.area();
    const QPointF at(layout_.x(range_.at(handle)), area.bottom());
    painter.setPen(QPen(theme_.accent, 1));
    painter.drawLine(QPointF(at.x(), area.top()), at);
    painter.setPen(QPen(theme_.accent, 2));
    painter.setBrush(focused_ == handle ? theme_.accent : theme_.background);
    painter.drawEllipse(at, HistogramLayout::knob, HistogramLayout::knob);
    if (focused_ != handle) return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(mixed(theme_.background, theme_.accent, 0.5), 2));
    painter.drawEllipse(at, HistogramLayout::knob + 3, HistogramLayout::knob + 3);
}

// Beside the line of the handle.
void HistogramPainter::paintValue(QPainter& painter, Handle handle) const {
    const double x = layout_.x(range_.at(handle));
    const QString text = numberText(range_.at(handle), 6);
    const QFontMetricsF metrics(font_);
    QRectF box(0, layout_.area().top(), metrics.horizontalAdvance(text) + 12, metrics.height() + 6);
    box.moveLeft(x + 6 + box.width() <= size_.width() ? x + 6 : x - 6 - box.width());
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.accent);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(valueColor_);
    painter.drawText(box, Qt::AlignCenter, text);
}

}  // namespace lathe::gui

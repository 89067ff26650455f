// What a HistogramView paints: bars, axis, the values that were taken, and the handles of the range.
#include <algorithm>
#include <cmath>
#include <limits>

#include <QPainter>
#include <QPainterPath>

#include "widgets/charts/chart_theme.h"
#include "widgets/charts/histogram_view.h"
#include "widgets/charts/number_text.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

void HistogramView::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChartTheme theme = ChartTheme::of(palette());
    painter.fillRect(rect(), theme.background);
    if (bars_.empty()) {
        painter.setPen(theme.faintText);
        painter.drawText(plotArea(), Qt::AlignCenter | Qt::TextWordWrap, tr("Nothing to sample yet"));
    }
    paintBars(painter);
    paintAxis(painter);
    paintOverlay(painter);
    paintHandles(painter);
}

void HistogramView::paintBars(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    const QColor inside = mixed(theme.background, theme.accent, 0.62);
    const QColor outside = mixed(theme.background, theme.text, 0.2);
    painter.setPen(Qt::NoPen);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const Bar& bar : bars_) {
        const double middle = scale_.fromUnit((scale_.toUnit(bar.low) + scale_.toUnit(bar.high)) / 2);
        const bool within = (!low_ || middle >= *low_) && (!high_ || middle <= *high_);
        painter.fillRect(barRect(bar), within ? inside : outside);
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void HistogramView::paintAxis(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    const QRectF area = plotArea();
    painter.setPen(QPen(theme.axis, 1));
    const double base = std::floor(area.bottom()) + 0.5;
    painter.drawLine(QPointF(area.left(), base), QPointF(area.right(), base));
    painter.setPen(theme.faintText);
    const QFontMetricsF metrics(font());
    const double top = area.bottom() + (low_ && high_ ? knob + 3 : 5);
    if (!categories_.isEmpty()) {
        const double width = area.width() / double(categories_.size());
        for (int i = 0; i < categories_.size(); ++i) {
            const QRectF cell(xOf(i) - width / 2, top, width, metrics.height());
            painter.drawText(cell, Qt::AlignCenter, metrics.elidedText(categories_[i], Qt::ElideMiddle, width - 4));
        }
        return;
    }
    if (bars_.empty() && !low_) return;
    const QVector<double> ticks = scale_.ticks(std::max(2, static_cast<int>(area.width() / 72)));
    const QStringList labels = scale_.tickLabels(ticks);
    double free = -std::numeric_limits<double>::infinity();
    for (int i = 0; i < ticks.size(); ++i) {
        const double width = metrics.horizontalAdvance(labels[i]);
        const double left = std::clamp(xOf(ticks[i]) - width / 2, 0.0, std::max(0.0, this->width() - width));
        if (left < free) continue;
        painter.drawText(QPointF(left, top + metrics.ascent()), labels[i]);
        free = left + width + 8;
    }
}

void HistogramView::paintOverlay(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    painter.setPen(QPen(seriesColor(1, theme.dark), 1.5, Qt::SolidLine, Qt::RoundCap));
    std::map<int, int> stacked;
    for (const double value : overlay_) {
        if (!std::isfinite(value) || (log_ && value <= 0)) continue;
        double x = xOf(value);
        if (!categories_.isEmpty()) {  // side by side over their category
            const int n = stacked[static_cast<int>(value)]++;
            x += (n % 2 == 0 ? 1 : -1) * ((n + 1) / 2) * 3.0;
        }
        painter.drawLine(QPointF(x, 4), QPointF(x, rug));
    }
}

void HistogramView::paintHandles(QPainter& painter) const {
    if (!low_ || !high_ || !categories_.isEmpty()) return;
    const ChartTheme theme = ChartTheme::of(palette());
    const QRectF area = plotArea();
    const double base = area.bottom();
    const double left = xOf(*low_);
    const double right = xOf(*high_);
    painter.setPen(QPen(theme.accent, 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(left, base), QPointF(right, base));
    for (const Handle handle : {Handle::low, Handle::high}) {
        const double x = handle == Handle::low ? left : right;
        painter.setPen(QPen(theme.accent, 1));
        painter.drawLine(QPointF(x, area.top()), QPointF(x, base));
        painter.setPen(QPen(theme.accent, 2));
        const bool focused = hasFocus() && active_ == handle;
        painter.setBrush(focused ? theme.accent : theme.background);
        painter.drawEllipse(QPointF(x, base), knob, knob);
        if (focused) {
            painter.setBrush(Qt::NoBrush);
            painter.setPen(QPen(mixed(theme.background, theme.accent, 0.5), 2));
            painter.drawEllipse(QPointF(x, base), knob + 3, knob + 3);
        }
        if (dragged_ != handle && !(edited_ && active_ == handle)) continue;
        // The value while it changes, beside the line.
        const QString text = numberText(handle == Handle::low ? *low_ : *high_, 6);
        const QFontMetricsF metrics(font());
        QRectF box(0, area.top(), metrics.horizontalAdvance(text) + 12, metrics.height() + 6);
        box.moveLeft(x + 6 + box.width() <= width() ? x + 6 : x - 6 - box.width());
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.accent);
        painter.drawRoundedRect(box, 3, 3);
        painter.setPen(palette().color(QPalette::HighlightedText));
        painter.drawText(box, Qt::AlignCenter, text);
    }
}

}  // namespace lathe::gui

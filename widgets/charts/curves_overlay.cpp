// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/curves_overlay.h"

#include <algorithm>
#include <cmath>

#include <QPainter>

#include "widgets/charts/chart_theme.h"

namespace lathe::gui {

CurvesOverlay::CurvesOverlay(QWidget* parent) : QWidget(parent) {
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
}

void CurvesOverlay::setArea(const QRect& area) {
    if (area_ == area) return;
    area_ = area;
    update();
}

void CurvesOverlay::setCrosshair(std::optional<Crosshair> crosshair) {
    if (!crosshair && !crosshair_) return;
    crosshair_ = std::move(crosshair);
    update();
}

void CurvesOverlay::setRubberBand(const QRect& band) {
    if (band_ == band) return;
    band_ = band;
    update();
}

void CurvesOverlay::setMessage(const QString& message) {
    if (message_ == message) return;
    message_ = message;
    update();
}

void CurvesOverlay::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const ChartTheme theme = ChartTheme::of(palette());
    if (!message_.isEmpty()) {
        painter.setPen(theme.faintText);
        painter.drawText(area_.adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap, message_);
    }
    if (!band_.isNull()) {
        QColor fill = theme.accent;
        fill.setAlphaF(0.14F);
        painter.setPen(QPen(theme.accent, 1));
        painter.setBrush(fill);
        painter.drawRect(QRectF(band_.normalized()).adjusted(0.5, 0.5, -0.5, -0.5));
    } else if (crosshair_) {
        paintCrosshair(painter);
        paintReadout(painter);
    }
}

void CurvesOverlay::paintCrosshair(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    painter.setPen(QPen(theme.axis, 1));
    const double x = std::floor(crosshair_->mouse.x()) + 0.5;
    const double y = std::floor(crosshair_->mouse.y()) + 0.5;
    painter.drawLine(QPointF(x, area_.top()), QPointF(x, area_.bottom()));
    painter.drawLine(QPointF(area_.left(), y), QPointF(area_.right(), y));
    for (const Reading& reading : crosshair_->readings) {
        if (!area_.contains(reading.at.toPoint())) continue;
        painter.setPen(QPen(theme.background, 1.5));
        painter.setBrush(reading.line.color());
        const double radius = reading.strong ? 4.5 : 3.5;
        painter.drawEllipse(reading.at, radius, radius);
    }
}

void CurvesOverlay::paintReadout(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    QFont bold = font();
    bold.setBold(true);
    const QFontMetrics metrics(font());
    const QFontMetrics boldMetrics(bold);
    constexpr int pad = 8;
    constexpr int swatch = 36;
    const int line = metrics.height() + 2;
    int labels = 0;
    int values = 0;
    for (const Reading& reading : crosshair_->readings) {
        labels = std::max(labels, boldMetrics.horizontalAdvance(reading.label));
        values = std::max(values, boldMetrics.horizontalAdvance(reading.value));
    }
    const QString more = crosshair_->more > 0 ? tr("and %n more", nullptr, crosshair_->more) : QString();
    const int inner = std::max(
        {swatch + labels + 16 + values, metrics.horizontalAdvance(crosshair_->title), metrics.horizontalAdvance(more)});
    const int lines = 1 + static_cast<int>(crosshair_->readings.size()) + (more.isEmpty() ? 0 : 1);
    QRect box(0, 0, inner + 2 * pad, lines * line + 2 * pad);

    // Beside the mouse, on the side with room.
    const QPoint mouse = crosshair_->mouse.toPoint();
    const bool right = mouse.x() + 16 + box.width() <= area_.right();
    box.moveLeft(right ? mouse.x() + 16 : mouse.x() - 16 - box.width());
    box.moveTop(
        std::clamp(mouse.y() + 16, area_.top() + 4, std::max(area_.top() + 4, area_.bottom() - 4 - box.height())));
    painter.setPen(QPen(theme.axis, 1));
    painter.setBrush(theme.panel);
    painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);

    int y = box.top() + pad;
    const int left = box.left() + pad;
    painter.setPen(theme.faintText);
    painter.setFont(font());
    painter.drawText(QRect(left, y, inner, line), Qt::AlignLeft | Qt::AlignVCenter, crosshair_->title);
    for (const Reading& reading : crosshair_->readings) {
        y += line;
        painter.setPen(reading.line);
        painter.drawLine(left, y + line / 2, left + swatch - 8, y + line / 2);
        painter.setPen(theme.text);
        painter.setFont(reading.strong ? bold : font());
        painter.drawText(QRect(left + swatch, y, inner - swatch, line), Qt::AlignLeft | Qt::AlignVCenter,
                         reading.label);
        painter.drawText(QRect(left, y, inner, line), Qt::AlignRight | Qt::AlignVCenter, reading.value);
    }
    if (more.isEmpty()) return;
    painter.setPen(theme.faintText);
    painter.setFont(font());
    painter.drawText(QRect(left, y + line, inner, line), Qt::AlignLeft | Qt::AlignVCenter, more);
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/ridge_chart.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <stop_token>
#include <utility>

#include <QAccessible>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include "widgets/charts/chart_menu.h"
#include "widgets/charts/chart_scale.h"
#include "widgets/charts/chart_theme.h"
#include "widgets/charts/number_text.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

std::string ridgesCsv(const HistogramRidges& ridges) {
    std::string text = "step,low,high,count\n";
    for (const Ridge& ridge : ridges.ridges) {
        const std::string step = std::to_string(ridge.step) + ',';
        for (std::size_t bin = 0; bin < ridge.heights.size(); ++bin)
            text += step + csvNumber(ridges.edge(bin)).toStdString() + ',' +
                    csvNumber(ridges.edge(bin + 1)).toStdString() + ',' + csvNumber(ridge.heights[bin]).toStdString() +
                    '\n';
    }
    return text;
}

}  // namespace

RidgeChart::RidgeChart(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("ridgeChart"));
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    new ChartMenu(*this, [this](QMenu& menu) {
        ChartMenu::addExport(
            menu, *this, title_, [this] { return exported(); }, ChartExports::Points::shown);
    });
}

void RidgeChart::setRidges(HistogramRidges ridges) {
    ridges_ = std::move(ridges);
    pointed_.reset();
    if (chosen_ && *chosen_ >= ridges_.ridges.size()) chosen_.reset();
    update();
}

void RidgeChart::setStep(std::int64_t step) {
    chosen_ = ridges_.at(step);
    update();
}

QString RidgeChart::reading() const {
    if (!pointed_) return {};
    const Ridge& ridge = ridges_.ridges[pointed_->ridge];
    return tr("step %1: %2 of %3 values in %4 to %5")
        .arg(QString::number(ridge.step), numberText(std::round(ridge.heights[pointed_->bin]), 6),
             numberText(ridge.count, 9), numberText(ridges_.edge(pointed_->bin)),
             numberText(ridges_.edge(pointed_->bin + 1)));
}

// Room for the steps at the right, the values below and the reading above.
QRectF RidgeChart::area() const {
    qreal right = spacing;
    for (const Ridge& ridge : ridges_.ridges)
        right = std::max<qreal>(right, fontMetrics().horizontalAdvance(QString::number(ridge.step)));
    const int line = fontMetrics().height();
    return QRectF(rect()).adjusted(spacing, line + spacing, -right - 2 * spacing, -line - spacing);
}

double RidgeChart::ridgeHeight() const {
    return ridges_.ridges.size() < 2 ? area().height() : 0.4 * area().height();
}

double RidgeChart::baseline(std::size_t ridge) const {
    const QRectF all = area();
    const auto last = static_cast<double>(std::max<std::size_t>(1, ridges_.ridges.size() - 1));
    if (ridges_.ridges.size() < 2) return all.bottom();
    return all.top() + ridgeHeight() + (all.height() - ridgeHeight()) * static_cast<double>(ridge) / last;
}

double RidgeChart::pixelX(double value) const {
    const QRectF all = area();
    return all.left() + all.width() * (value - ridges_.low) / (ridges_.high - ridges_.low);
}

QPolygonF RidgeChart::outline(std::size_t ridge) const {
    const auto& heights = ridges_.ridges[ridge].heights;
    const double base = baseline(ridge);
    const double scale = ridges_.highest > 0 ? ridgeHeight() / ridges_.highest : 0;
    QPolygonF points;
    points << QPointF(pixelX(ridges_.low), base);
    for (std::size_t bin = 0; bin < heights.size(); ++bin)
        points << QPointF(pixelX((ridges_.edge(bin) + ridges_.edge(bin + 1)) / 2), base - scale * heights[bin]);
    points << QPointF(pixelX(ridges_.high), base);
    return points;
}

// What is in front hides what is behind.
std::optional<RidgeChart::Place> RidgeChart::placeAt(const QPointF& position) const {
    const QRectF all = area();
    if (ridges_.bins() == 0 || position.x() < all.left() || position.x() > all.right()) return std::nullopt;
    const auto bins = static_cast<double>(ridges_.bins());
    const auto bin =
        static_cast<std::size_t>(std::clamp((position.x() - all.left()) / all.width() * bins, 0.0, bins - 1));
    std::optional<Place> nearest;
    double distance = 3 * spacing;
    for (std::size_t ridge = ridges_.ridges.size(); ridge-- > 0;) {
        const double base = baseline(ridge);
        const double top =
            ridges_.highest > 0 ? base - ridgeHeight() * ridges_.ridges[ridge].heights[bin] / ridges_.highest : base;
        if (position.y() >= top && position.y() <= base) return Place{ridge, bin};
        if (const double off = std::abs(position.y() - base); off < distance) {
            distance = off;
            nearest = Place{ridge, bin};
        }
    }
    return nearest;
}

void RidgeChart::point(const std::optional<Place>& place) {
    if (place == pointed_) return;
    pointed_ = place;
    setAccessibleDescription(reading());
    QAccessibleEvent event(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&event);
    update();
}

void RidgeChart::paintAxes(QPainter& painter) const {
    const ChartTheme theme = ChartTheme::of(palette());
    const QRectF all = area();
    const ChartScale scale{ridges_.low, ridges_.high};
    const int line = fontMetrics().height();
    painter.setPen(theme.axis);
    painter.drawLine(QPointF(all.left(), all.bottom() + 1), QPointF(all.right(), all.bottom() + 1));
    const QVector<double> ticks = scale.ticks(std::max(2, static_cast<int>(all.width() / 80)));
    const QStringList labels = scale.tickLabels(ticks);
    painter.setPen(theme.faintText);
    for (int i = 0; i < ticks.size(); ++i) {
        const double x = pixelX(ticks[i]);
        const double half = fontMetrics().horizontalAdvance(labels[i]) / 2.0 + 1;
        const double left = std::clamp(x - half, 0.0, std::max(0.0, width() - 2 * half));
        painter.drawLine(QPointF(x, all.bottom() + 1), QPointF(x, all.bottom() + 4));
        painter.drawText(QRectF(left, all.bottom() + 4, 2 * half, line), Qt::AlignCenter, labels[i]);
    }
    // Steps, as many as have room.
    double free = height();
    for (std::size_t ridge = ridges_.ridges.size(); ridge-- > 0;) {
        const double y = baseline(ridge);
        if (y > free && ridge + 1 != ridges_.ridges.size()) continue;
        free = y - line;
        painter.setPen(chosen_ == ridge ? theme.text : theme.faintText);
        painter.drawText(QRectF(all.right() + spacing, y - line / 2.0, width() - all.right(), line),
                         Qt::AlignLeft | Qt::AlignVCenter, QString::number(ridges_.ridges[ridge].step));
    }
}

void RidgeChart::paintRidge(QPainter& painter, std::size_t ridge) const {
    const ChartTheme theme = ChartTheme::of(palette());
    const auto last = static_cast<double>(std::max<std::size_t>(1, ridges_.ridges.size() - 1));
    const double age = 1 - static_cast<double>(ridge) / last;  // 1: the oldest
    const bool standsOut = chosen_ == ridge || (pointed_ && pointed_->ridge == ridge);
    const QPolygonF points = outline(ridge);
    QPainterPath path;
    path.addPolygon(points);
    const double strength = 0.25 + 0.45 * (ridges_.ridges.size() < 2 ? 1 : 1 - age);
    painter.fillPath(path, mixed(theme.background, theme.accent, standsOut ? 0.85 : strength));
    painter.setPen(QPen(standsOut ? theme.text : mixed(theme.background, theme.accent, 0.9), standsOut ? 1.5 : 1));
    painter.drawPolyline(points);
}

void RidgeChart::paintRidges(QPainter& painter) const {
    painter.fillRect(rect(), ChartTheme::of(palette()).background);
    if (ridges_.bins() == 0) return;
    paintAxes(painter);
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t ridge = 0; ridge < ridges_.ridges.size(); ++ridge) paintRidge(painter, ridge);
}

ChartExport RidgeChart::exported() const {
    const auto paint = [this](QPaintDevice* device) {
        QPainter painter(device);
        painter.setFont(font());
        paintRidges(painter);
        painter.setPen(ChartTheme::of(palette()).text);
        painter.drawText(QRectF(spacing, 0, width() - 2 * spacing, fontMetrics().height() + spacing / 2.0),
                         Qt::AlignLeft | Qt::AlignVCenter, title_);
    };
    return {title_, size(), paint, [this]() -> ChartNumbers {
                return [ridges = std::make_shared<const HistogramRidges>(ridges_)](const std::stop_token&) {
                    return ridgesCsv(*ridges);
                };
            }};
}

void RidgeChart::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ChartTheme theme = ChartTheme::of(palette());
    paintRidges(painter);
    if (ridges_.bins() > 0) {
        if (pointed_) {
            const QPointF at = outline(pointed_->ridge)[static_cast<qsizetype>(pointed_->bin) + 1];
            painter.setBrush(theme.text);
            painter.setPen(Qt::NoPen);
            painter.drawEllipse(at, 3, 3);
        }
        painter.setPen(theme.text);
        painter.drawText(QRectF(spacing, 0, width() - 2 * spacing, fontMetrics().height() + spacing / 2.0),
                         Qt::AlignLeft | Qt::AlignVCenter, reading());
    }
    if (!hasFocus()) return;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.setBrush(Qt::NoBrush);
    painter.setPen(theme.accent);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

void RidgeChart::mouseMoveEvent(QMouseEvent* event) {
    point(placeAt(event->position()));
}

void RidgeChart::mousePressEvent(QMouseEvent* event) {
    if (const auto place = placeAt(event->position()); place && event->button() == Qt::LeftButton)
        Q_EMIT stepChosen(ridges_.ridges[place->ridge].step);
}

void RidgeChart::leaveEvent(QEvent* event) {
    QWidget::leaveEvent(event);
    point(std::nullopt);
}

void RidgeChart::keyPressEvent(QKeyEvent* event) {
    if (ridges_.bins() == 0) return QWidget::keyPressEvent(event);
    const std::size_t last = ridges_.ridges.size() - 1, lastBin = ridges_.bins() - 1;
    Place place = pointed_.value_or(Place{chosen_.value_or(last), ridges_.bins() / 2});
    switch (event->key()) {
        case Qt::Key_Up: place.ridge -= place.ridge > 0 ? 1 : 0; break;  // back in time
        case Qt::Key_Down: place.ridge = std::min(last, place.ridge + 1); break;
        case Qt::Key_Left: place.bin -= place.bin > 0 ? 1 : 0; break;
        case Qt::Key_Right: place.bin = std::min(lastBin, place.bin + 1); break;
        case Qt::Key_Home: place.bin = 0; break;
        case Qt::Key_End: place.bin = lastBin; break;
        case Qt::Key_Return:
        case Qt::Key_Enter:
        case Qt::Key_Space: Q_EMIT stepChosen(ridges_.ridges[place.ridge].step); break;
        default: return QWidget::keyPressEvent(event);
    }
    point(place);
}

void RidgeChart::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void RidgeChart::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
}

}  // namespace lathe::gui

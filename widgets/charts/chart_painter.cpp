// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/chart_painter.h"

#include <algorithm>
#include <cmath>

#include "widgets/common/theme.h"

namespace lathe::gui {

namespace {

constexpr double pad = 8;
constexpr double rampWidth = 8;
constexpr double swatch = 12;
constexpr std::size_t manyPoints = 4000;  // beyond: small squares, which draw many times faster

}  // namespace

double ChartView::pixelX(double value) const {
    return area.left() + std::clamp(x.toUnit(value), -50.0, 50.0) * area.width();
}

bool ChartView::isOnAxis(double value) const {
    return std::isfinite(value) && (!y.log || value > 0);
}

double ChartView::pixelY(double value) const {
    if (!isOnAxis(value)) return value > 0 ? area.top() : area.bottom();
    return area.bottom() - std::clamp(y.toUnit(value), -50.0, 50.0) * area.height();
}

ChartPainter::ChartPainter(const ChartPicture& picture, const QPalette& palette, const QFont& font)
    : picture_(picture),
      font_(font),
      metrics_(font),
      theme_(ChartTheme::of(palette)),
      ramp_(theme_.dark),
      good_(themeColors(theme_.dark).good),
      warning_(themeColors(theme_.dark).warning),
      bad_(themeColors(theme_.dark).bad) {}

QColor ChartPainter::color(const ChartInk& ink) const {
    switch (ink.kind) {
        case ChartInk::accent: return theme_.accent;
        case ChartInk::text: return theme_.text;
        case ChartInk::faint: return theme_.faintText;
        case ChartInk::good: return good_;
        case ChartInk::warning: return warning_;
        case ChartInk::bad: return bad_;
        case ChartInk::ramp: return ramp_.of(ink.quality);
    }
    return theme_.text;
}

double ChartPainter::keyWidth(const ChartKey& key) const {
    return swatch + 6 + metrics_.horizontalAdvance(key.text) + 2 * pad;
}

int ChartPainter::keyRows(int width) const {
    if (picture_.keys.empty()) return 0;
    int rows = 1;
    double x = pad;
    for (const ChartKey& key : picture_.keys) {
        if (x > pad && x + keyWidth(key) > width) {
            ++rows;
            x = pad;
        }
        x += keyWidth(key);
    }
    return rows;
}

ChartView ChartPainter::layout(const QSize& size, const ChartScale& x, const ChartScale& y) const {
    const double line = metrics_.height();
    const double top = pad + line + 4 + keyRows(size.width()) * (line + 4);
    const double below = 6 + line + 4 + line + pad + (picture_.note.isEmpty() ? 0 : line + 2);
    const double height = std::max(40.0, size.height() - top - below);
    double labels = 24;
    for (const auto& tick : picture_.y.ticks(y.low, y.high, static_cast<int>(height / (line * 2.4))))
        labels = std::max(labels, metrics_.horizontalAdvance(tick.text));
    const double left = pad + std::min(labels, size.width() * 0.3) + 8;
    double right = 2 * pad;
    if (!picture_.rampBest.isEmpty())
        right +=
            rampWidth + 6 +
            std::max(metrics_.horizontalAdvance(picture_.rampBest), metrics_.horizontalAdvance(picture_.rampWorst));
    const double width = std::max(40.0, size.width() - left - right);
    return {QRectF(std::floor(left), std::floor(top), std::floor(width), std::floor(height)), x, y};
}

void ChartPainter::paint(QPainter& painter, const QSize& size, const ChartView& view) const {
    painter.setFont(font_);
    painter.fillRect(QRect(QPoint(), size), theme_.background);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!picture_.empty.isEmpty()) {
        painter.setPen(theme_.faintText);
        painter.drawText(QRect(QPoint(), size).adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         picture_.empty);
        return;
    }
    painter.save();
    painter.setClipRect(view.area.adjusted(-1, -1, 1, 1));
    paintField(painter, view);
    painter.restore();
    paintAxes(painter, size, view);
    painter.save();
    painter.setClipRect(view.area.adjusted(-7, -7, 7, 7));  // a mark on the border is seen whole
    for (const ChartBox& box : picture_.boxes) paintBox(painter, view, box, QPen(theme_.background, 1));
    painter.setClipRect(view.area.adjusted(-1, -1, 1, 1));
    for (const ChartPath& path : picture_.paths) paintPath(painter, view, path, path.width);
    painter.setClipRect(view.area.adjusted(-7, -7, 7, 7));
    paintPoints(painter, view);
    painter.restore();
    paintKeys(painter, size, view);
    paintRamp(painter, size, view);
}

void ChartPainter::paintField(QPainter& painter, const ChartView& view) const {
    const ChartField& field = picture_.field;
    if (field.columns == 0 || field.rows == 0) return;
    QImage image(field.columns, field.rows, QImage::Format_ARGB32_Premultiplied);
    image.fill(Qt::transparent);
    for (int row = 0; row < field.rows; ++row) {
        for (int column = 0; column < field.columns; ++column) {
            const double quality = field.quality[static_cast<std::size_t>(row * field.columns + column)];
            if (std::isnan(quality)) continue;
            const QColor shade = mixed(theme_.background, ramp_.of(static_cast<float>(quality)), 0.72);
            image.setPixelColor(column, field.rows - 1 - row, shade);
        }
    }
    const QRectF target(QPointF(view.pixelX(picture_.x.scale.low), view.pixelY(picture_.y.scale.high)),
                        QPointF(view.pixelX(picture_.x.scale.high), view.pixelY(picture_.y.scale.low)));
    painter.setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter.drawImage(target, image);
}

void ChartPainter::paintAxes(QPainter& painter, const QSize& size, const ChartView& view) const {
    const QRectF& area = view.area;
    const double line = metrics_.height();
    const QPen hairline(theme_.grid, 1);
    const auto yTicks = picture_.y.ticks(view.y.low, view.y.high, static_cast<int>(area.height() / (line * 2.4)));
    double free = 1e9;
    for (const auto& tick : yTicks) {
        const double y = std::floor(view.pixelY(tick.value)) + 0.5;
        if (y < area.top() - 1 || y > area.bottom() + 1) continue;
        painter.setPen(hairline);
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y));
        if (free - y < line * 0.95) continue;
        free = y;
        painter.setPen(theme_.faintText);
        const double room = area.left() - 8 - pad / 2;
        painter.drawText(QRectF(pad / 2, y - line / 2, room, line), Qt::AlignRight | Qt::AlignVCenter,
                         metrics_.elidedText(tick.text, Qt::ElideMiddle, room));
    }
    painter.setPen(QPen(theme_.axis, 1));
    painter.drawLine(QPointF(area.left(), std::floor(area.bottom()) + 0.5),
                     QPointF(area.right(), std::floor(area.bottom()) + 0.5));
    const int about = picture_.x.kind == ChartAxis::category ? 1 : std::max(2, static_cast<int>(area.width() / 88));
    const auto xTicks = picture_.x.ticks(view.x.low, view.x.high, about);
    free = -1e9;
    const double slot = xTicks.empty() ? area.width() : area.width() / std::max(1.0, view.x.high - view.x.low);
    for (const auto& tick : xTicks) {
        const double x = view.pixelX(tick.value);
        if (x < area.left() - 1 || x > area.right() + 1) continue;
        painter.setPen(hairline);
        painter.drawLine(QPointF(std::floor(x) + 0.5, area.top()), QPointF(std::floor(x) + 0.5, area.bottom()));
        const bool category = picture_.x.kind == ChartAxis::category;
        const QString text =
            category ? metrics_.elidedText(tick.text, Qt::ElideMiddle, std::max(28.0, slot - 6)) : tick.text;
        const double width = metrics_.horizontalAdvance(text);
        const double left = std::clamp(x - width / 2, 2.0, std::max(2.0, size.width() - width - 2));
        if (left < free) continue;
        free = left + width + 10;
        painter.setPen(theme_.faintText);
        painter.drawText(QPointF(left, area.bottom() + 6 + metrics_.ascent()), text);
    }
    painter.setPen(theme_.text);
    painter.drawText(QRectF(pad, area.top() - line - 4, size.width() - 2 * pad, line), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics_.elidedText(picture_.y.label, Qt::ElideMiddle, size.width() - 2 * pad));
    const double below = area.bottom() + 6 + line + 4;
    painter.drawText(QRectF(area.left(), below, area.width(), line), Qt::AlignCenter,
                     metrics_.elidedText(picture_.x.label, Qt::ElideMiddle, area.width()));
    painter.setPen(theme_.faintText);
    painter.drawText(QRectF(pad, below + line + 2, size.width() - 2 * pad, line), Qt::AlignLeft | Qt::AlignVCenter,
                     metrics_.elidedText(picture_.note, Qt::ElideRight, size.width() - 2 * pad));
}

void ChartPainter::paintBox(QPainter& painter, const ChartView& view, const ChartBox& box, const QPen& border) const {
    QRectF rect(QPointF(view.pixelX(box.left), view.pixelY(box.top)),
                QPointF(view.pixelX(box.right), view.pixelY(box.bottom)));
    rect = rect.normalized();
    rect.setWidth(std::max(2.0, rect.width()));
    const QColor ink = color(box.ink);
    painter.setPen(border);
    painter.setBrush(boxFill(ink));
    painter.drawRoundedRect(rect, 2, 2);
    if (box.textBeside) {
        const QRectF place(rect.right() + 3, rect.center().y() - metrics_.height() / 2,
                           metrics_.horizontalAdvance(box.text) + 6, metrics_.height());
        painter.fillRect(place, theme_.background);  // over the grid
        painter.setPen(theme_.text);
        painter.drawText(place, Qt::AlignCenter, box.text);
        return;
    }
    const QRectF seen = rect & view.area;
    if (box.text.isEmpty() || metrics_.horizontalAdvance(box.text) + 6 > seen.width() ||
        metrics_.height() > seen.height() + 2)
        return;
    const QColor fill = mixed(theme_.background, ink, 0.75);
    const bool light = contrastRatio(fill, QColor(Qt::white)) > contrastRatio(fill, QColor(Qt::black));
    painter.setPen(light ? Qt::white : Qt::black);
    painter.drawText(seen, Qt::AlignCenter, box.text);
}

void ChartPainter::paintMark(QPainter& painter, const QPointF& at, ChartMark mark, const QColor& ink,
                             double radius) const {
    const double r = radius;
    painter.setPen(Qt::NoPen);
    painter.setBrush(ink);
    switch (mark) {
        case ChartMark::dot:
            painter.setPen(QPen(theme_.background, 0.8));
            painter.drawEllipse(at, r, r);
            return;
        case ChartMark::diamond: {
            const QPointF corners[] = {at + QPointF(0, -r * 1.5), at + QPointF(r * 1.5, 0), at + QPointF(0, r * 1.5),
                                       at + QPointF(-r * 1.5, 0)};
            painter.setPen(QPen(theme_.background, 1));
            painter.drawPolygon(corners, 4);
            return;
        }
        case ChartMark::ring:
            painter.setPen(QPen(ink, 1.8));
            painter.setBrush(Qt::NoBrush);
            painter.drawEllipse(at, r, r);
            return;
        case ChartMark::cross:
            painter.setPen(QPen(ink, 1.8));
            painter.drawLine(at + QPointF(-r, -r), at + QPointF(r, r));
            painter.drawLine(at + QPointF(-r, r), at + QPointF(r, -r));
            return;
        case ChartMark::bar:
            painter.setPen(QPen(ink, 1.8));
            painter.drawLine(at + QPointF(0, -r - 1), at + QPointF(0, r + 1));
            return;
        case ChartMark::triangle: {
            const QPointF corners[] = {at + QPointF(0, -r), at + QPointF(-5, r), at + QPointF(5, r)};
            painter.drawPolygon(corners, 3);
            return;
        }
        case ChartMark::line:
            painter.setPen(QPen(ink, 2, Qt::SolidLine, Qt::RoundCap));
            painter.drawLine(at + QPointF(-r - 1, 0), at + QPointF(r + 1, 0));
            return;
        case ChartMark::box:
            painter.setBrush(boxFill(ink));
            painter.drawRoundedRect(QRectF(at - QPointF(r + 1, r + 1), QSizeF(2 * r + 2, 2 * r + 2)), 2, 2);
            return;
    }
}

QColor ChartPainter::boxFill(const QColor& ink) const {
    return mixed(theme_.background, ink, 0.75);
}

void ChartPainter::paintPoint(QPainter& painter, const ChartView& view, const ChartPoint& point, double radius) const {
    const QPointF at(view.pixelX(point.x), view.pixelY(point.y));
    if (view.isOnAxis(point.y)) return paintMark(painter, at, point.mark, color(point.ink), radius);
    // At the edge that it lies beyond: a triangle that points there.
    const double inward = point.y > 0 ? 1 : -1;
    const QPointF corners[] = {at, at + QPointF(-5, inward * 8), at + QPointF(5, inward * 8)};
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(point.ink));
    painter.drawPolygon(corners, 3);
}

void ChartPainter::paintPoints(QPainter& painter, const ChartView& view) const {
    if (picture_.points.size() <= manyPoints) {
        for (const ChartPoint& point : picture_.points) paintPoint(painter, view, point, 4);
        return;
    }
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (const ChartPoint& point : picture_.points) {
        const QPointF at(view.pixelX(point.x), view.pixelY(point.y));
        painter.fillRect(QRectF(at - QPointF(1.5, 1.5), QSizeF(3, 3)), color(point.ink));
    }
    painter.setRenderHint(QPainter::Antialiasing);
}

void ChartPainter::paintPath(QPainter& painter, const ChartView& view, const ChartPath& path, double width) const {
    painter.setPen(QPen(color(path.ink), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    QPolygonF piece;
    const auto flush = [&] {
        if (piece.size() == 1) painter.drawPoint(piece.front());
        else painter.drawPolyline(piece);
        piece.clear();
    };
    // Of the points within one pixel column the first, lowest, highest and last say all that can be seen.
    double column = NAN;
    QPointF last;
    double least = 0;
    double most = 0;
    int held = 0;
    const auto release = [&] {
        if (held > 1 && least < std::min(piece.back().y(), last.y())) piece << QPointF(last.x(), least);
        if (held > 1 && most > std::max(piece.back().y(), last.y())) piece << QPointF(last.x(), most);
        if (held > 1) piece << last;
        held = 0;
    };
    for (const QPointF& point : path.points) {
        if (!view.isOnAxis(point.y())) {
            release();
            flush();
            column = NAN;
            continue;
        }
        const QPointF at(view.pixelX(point.x()), view.pixelY(point.y()));
        if (held > 0 && std::floor(at.x()) == column && !path.steps) {
            least = std::min(least, at.y());
            most = std::max(most, at.y());
            last = at;
            ++held;
            continue;
        }
        release();
        if (path.steps && !piece.isEmpty()) piece << QPointF(at.x(), piece.back().y());
        piece << at;
        column = std::floor(at.x());
        last = at;
        least = most = at.y();
        held = 1;
    }
    release();
    flush();
    if (!path.hasEnd || path.points.empty()) return;
    const QPointF& end = path.points.back();
    if (view.isOnAxis(end.y()))
        paintMark(painter, {view.pixelX(end.x()), view.pixelY(end.y())}, path.end, color(path.ink), 4);
}

void ChartPainter::paintRun(QPainter& painter, const ChartView& view, int run, Emphasis emphasis) const {
    const bool strong = emphasis == Emphasis::pointedAt;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setClipRect(view.area.adjusted(-8, -8, 8, 8));
    for (const ChartBox& box : picture_.boxes)
        if (box.run == run) paintBox(painter, view, box, QPen(theme_.text, 2));
    for (const ChartPath& path : picture_.paths)
        if (path.run == run) paintPath(painter, view, path, strong ? 3.5 : 2.6);
    for (const ChartPoint& point : picture_.points) {
        if (point.run != run) continue;
        paintPoint(painter, view, point, 5.5);
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(strong ? theme_.text : theme_.accent, 2));
        painter.drawEllipse(QPointF(view.pixelX(point.x), view.pixelY(point.y)), strong ? 9 : 7.5, strong ? 9 : 7.5);
    }
    painter.restore();
}

void ChartPainter::paintKeys(QPainter& painter, const QSize& size, const ChartView& view) const {
    const double line = metrics_.height();
    double x = pad;
    double y = view.area.top() - (line + 4) - keyRows(size.width()) * (line + 4);
    for (const ChartKey& key : picture_.keys) {
        if (x > pad && x + keyWidth(key) > size.width()) {
            x = pad;
            y += line + 4;
        }
        paintMark(painter, QPointF(x + swatch / 2, y + line / 2), key.mark, color(key.ink), 4);
        painter.setPen(theme_.text);
        painter.drawText(QPointF(x + swatch + 6, y + metrics_.ascent()), key.text);
        x += keyWidth(key);
    }
}

void ChartPainter::paintRamp(QPainter& painter, const QSize& size, const ChartView& view) const {
    if (picture_.rampBest.isEmpty()) return;
    const QRectF& area = view.area;
    const double left = area.right() + pad;
    const double step = area.height() / ColorRamp::levels;
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int i = 0; i < ColorRamp::levels; ++i)
        painter.fillRect(QRectF(left, area.bottom() - (i + 1) * step, rampWidth, step + 1), ramp_.color(i));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme_.faintText);
    const double room = size.width() - left - rampWidth - 6;
    const double line = metrics_.height();
    painter.drawText(QRectF(left + rampWidth + 6, area.top(), room, line), Qt::AlignLeft, picture_.rampBest);
    painter.drawText(QRectF(left + rampWidth + 6, area.bottom() - line, room, line), Qt::AlignLeft, picture_.rampWorst);
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_painter.h"

#include <algorithm>
#include <cmath>

#include <QFontMetricsF>
#include <QPainter>

namespace lathe::gui {

namespace {

constexpr int brush_width = 16;

QPen roundPen(const QColor& color, double width) {
    return {color, width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin};
}

double axisX(const ParallelLayout& layout, int position, int axis, const ParallelPainter::Emphasis& emphasis) {
    return emphasis.draggedAxis == axis ? emphasis.draggedX : layout.x[std::size_t(position)];
}

}  // namespace

void ParallelPainter::setLook(const ChartTheme& theme, const QFont& font) {
    theme_ = theme;
    font_ = font;
    layers_.setTheme(theme);
    invalidateAxes();
}

void ParallelPainter::invalidate() {
    layers_.invalidate();
    invalidateAxes();
}

void ParallelPainter::invalidatePassing() {
    layers_.invalidatePassing();
}

void ParallelPainter::invalidateAxes() {
    axes_ = {};
}

void ParallelPainter::paint(QPainter& painter, const ParallelLayout& layout, const QSize& size, double scale,
                            const Emphasis& emphasis) {
    layers_.setGeometry(layout, size, scale);
    if (!(model_.passing() == model_.base())) painter.drawImage(0, 0, layers_.context());
    painter.drawImage(0, 0, layers_.passing());
    painter.setRenderHint(QPainter::Antialiasing);
    paintRows(painter, layout, emphasis);
    if (axes_.isNull() || axes_.size() != size * scale) {
        axes_ = QImage(size * scale, QImage::Format_ARGB32_Premultiplied);
        axes_.setDevicePixelRatio(scale);
        axes_.fill(Qt::transparent);
        QPainter axesPainter(&axes_);
        axesPainter.setFont(font_);
        paintAxes(axesPainter, layout, emphasis);
    }
    painter.drawImage(0, 0, axes_);
    paintBrushes(painter, layout, emphasis);
}

void ParallelPainter::paintForExport(QPainter& painter, const ParallelLayout& layout, const QSize& size) const {
    painter.fillRect(QRect(QPoint(), size), theme_.background);
    if (layout.x.empty()) return;
    painter.setFont(font_);
    if (!(model_.passing() == model_.base())) layers_.paintLines(painter, layout, ParallelLayers::Rows::all);
    layers_.paintLines(painter, layout, ParallelLayers::Rows::passing);
    paintAxes(painter, layout, {});
    paintBrushes(painter, layout, {});
}

void ParallelPainter::paintRows(QPainter& painter, const ParallelLayout& layout, const Emphasis& emphasis) const {
    const auto paint = [&](int run, double width) {
        const auto row = model_.rowOf(run);
        if (row && model_.base().test(*row)) paintRow(painter, layout, *row, width);
    };
    for (const int run : emphasis.selected) paint(run, 2.4);
    if (emphasis.highlighted) paint(*emphasis.highlighted, 3.2);
}

// A line that stands out from those below it: on a border of the background's colour.
void ParallelPainter::paintRow(QPainter& painter, const ParallelLayout& layout, std::size_t row, double width) const {
    layers_.paintRow(painter, layout, row, roundPen(theme_.background, width + 2.5));
    layers_.paintRow(painter, layout, row, roundPen(model_.styles().color(model_.run(row), theme_.dark), width));
}

void ParallelPainter::paintAxes(QPainter& painter, const ParallelLayout& layout, const Emphasis& emphasis) const {
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(layout.x.size()); ++i) {
        paintAxis(painter, layout, i, emphasis);
        paintTitle(painter, layout, i, emphasis);
    }
}

void ParallelPainter::paintAxis(QPainter& painter, const ParallelLayout& layout, int position,
                                const Emphasis& emphasis) const {
    const int index = model_.order()[std::size_t(position)];
    const bool dragged = emphasis.draggedAxis == index;
    const bool focused = emphasis.focusedAxis == index;
    const double x = axisX(layout, position, index, emphasis);
    const QColor line = focused || dragged ? theme_.accent : theme_.axis;
    if (index == model_.colorAxis()) paintColorScale(painter, layout, index, x);
    painter.setPen(QPen(line, focused ? 2 : 1));
    painter.drawLine(QPointF(x, layout.y(1)), QPointF(x, layout.y(0)));
    const auto after = std::size_t(position) + 1;
    const double next = after < layout.x.size() ? layout.x[after] : x + ParallelLayout::labelRoom;
    const TickPlace place{x, next - x - 18, line};
    paintTicks(painter, layout, index, place);
    paintPlaces(painter, layout, index, place);
}

// The scale of the colours, along the axis.
void ParallelPainter::paintColorScale(QPainter& painter, const ParallelLayout& layout, int axis, double x) const {
    const bool turned = model_.isLessBetter(axis);
    for (int i = 0; i < ColorRamp::levels; ++i) {
        const double low = double(i) / ColorRamp::levels;
        const double high = double(i + 1) / ColorRamp::levels;
        const double from = layout.y(model_.heightOf(axis, static_cast<float>(turned ? 1 - low : low)));
        const double to = layout.y(model_.heightOf(axis, static_cast<float>(turned ? 1 - high : high)));
        painter.fillRect(QRectF(x - 4, std::min(from, to), 4, std::abs(from - to) + 0.5), layers_.ramp().color(i));
    }
}

void ParallelPainter::paintTick(QPainter& painter, const TickPlace& place, double y, const QString& text) const {
    const QFontMetricsF metrics(font_);
    const QString shown = metrics.elidedText(text, Qt::ElideMiddle, std::max(28.0, place.room));
    const QRectF box(std::floor(place.x) + 5, std::round(y - metrics.height() / 2),
                     std::ceil(metrics.horizontalAdvance(shown)) + 4, std::ceil(metrics.height()));
    QColor halo = theme_.background;
    halo.setAlphaF(0.85F);
    painter.fillRect(box.adjusted(0, 0, 0, 2), halo);
    painter.setPen(theme_.faintText);
    painter.drawText(box, Qt::AlignCenter, shown);
    painter.setPen(QPen(place.color, 1));
    painter.drawLine(QPointF(place.x - 3, y), QPointF(place.x + 3, y));
}

void ParallelPainter::paintTicks(QPainter& painter, const ParallelLayout& layout, int axis,
                                 const TickPlace& place) const {
    const double lineHeight = QFontMetricsF(font_).height();
    const auto heightOf = [&](double position) { return model_.heightOf(axis, static_cast<float>(position)); };
    auto ticks =
        model_.axis(axis).ticks(std::max(2, static_cast<int>((layout.y(0) - layout.y(1)) / (lineHeight * 2.2))));
    std::sort(ticks.begin(), ticks.end(),
              [&](const auto& a, const auto& b) { return heightOf(a.position) < heightOf(b.position); });
    double last = 1e9;
    for (const auto& tick : ticks) {
        const double y = layout.y(heightOf(std::clamp(tick.position, 0.0, 1.0)));
        if (last - y < lineHeight * 0.95) continue;  // no label over another
        paintTick(painter, place, y, tick.text);
        last = y;
    }
}

void ParallelPainter::paintPlaces(QPainter& painter, const ParallelLayout& layout, int axis,
                                  const TickPlace& place) const {
    for (int i = 0; i < parallelPlaceCount; ++i) {
        const auto each = static_cast<ParallelPlace>(i);
        if ((model_.axis(axis).places() & ParallelBrush::bit(each)) == 0) continue;
        const double y = layout.y(model_.placeHeight(each));
        painter.setPen(QPen(theme_.axis, 1, Qt::DotLine));
        painter.drawLine(QPointF(place.x, layout.y(each == ParallelPlace::above ? 1 : 0)), QPointF(place.x, y));
        paintTick(painter, place, y, parallelPlaceText(each));
    }
}

void ParallelPainter::paintTitle(QPainter& painter, const ParallelLayout& layout, int position,
                                 const Emphasis& emphasis) const {
    const int index = model_.order()[std::size_t(position)];
    const ParallelAxisState& axis = model_.axis(index);
    const bool dragged = emphasis.draggedAxis == index;
    const double x = axisX(layout, position, index, emphasis);
    const int rows = layout.titleRows;
    QFont font = painter.font();
    font.setBold(axis.isMetric());
    painter.setFont(font);
    const QFontMetricsF metrics(font);
    const double gap = layout.x.size() > 1 ? layout.x[1] - layout.x[0] : 400;
    const double most = std::max(40.0, gap * rows - 16);
    QString text = metrics.elidedText(axis.name(), Qt::ElideMiddle, most);
    if (axis.inverted) text += QStringLiteral(" ↓");
    const double width = metrics.horizontalAdvance(text) + 10;
    const double top = 6 + (rows == 2 && position % 2 == 0 ? 0 : rows - 1) * (metrics.height() + 6);
    const double right = layout.x.back() + ParallelLayout::labelRoom - 4;
    const QRectF box(std::clamp(x - width / 2, 4.0, std::max(4.0, right - width)), top, width, metrics.height() + 2);
    if (emphasis.focusedAxis == index || dragged) {
        painter.setPen(QPen(theme_.accent, 1.5));
        painter.setBrush(dragged ? mixed(theme_.background, theme_.accent, 0.2) : theme_.background);
        painter.drawRoundedRect(box, 3, 3);
    }
    painter.setPen(theme_.text);
    painter.drawText(box, Qt::AlignCenter, text);
    font.setBold(false);
    painter.setFont(font);
}

void ParallelPainter::paintBrushes(QPainter& painter, const ParallelLayout& layout, const Emphasis& emphasis) const {
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < layout.x.size(); ++i) {
        const int axis = model_.order()[i];
        const auto& brushes = model_.axis(axis).brushes;
        // Which of several the keys move.
        const ParallelBrush* active =
            axis == emphasis.focusedAxis && brushes.size() > 1 ? &brushes[emphasis.activeBrush] : nullptr;
        for (const ParallelBrush& brush : brushes) {
            for (const auto& [low, high] : model_.spansOf(axis, brush)) {
                const double top = layout.y(high);
                const QRectF box(layout.x[i] - brush_width / 2.0, top, brush_width, std::max(3.0, layout.y(low) - top));
                QColor fill = theme_.accent;
                fill.setAlphaF(&brush == active ? 0.5F : 0.28F);
                painter.setPen(QPen(theme_.accent, &brush == active ? 2.5 : 1.5));
                painter.setBrush(fill);
                painter.drawRoundedRect(box, 3, 3);
            }
        }
    }
}

}  // namespace lathe::gui

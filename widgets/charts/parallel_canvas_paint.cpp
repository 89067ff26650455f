// What a ParallelCanvas paints, on the screen and for export.
#include <algorithm>
#include <cmath>

#include <QPainter>

#include "widgets/charts/parallel_canvas.h"
#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

constexpr int brush_width = 16;

}  // namespace

void ParallelCanvas::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), theme_.background);
    if (model_.rowCount() == 0 || model_.order().empty()) {
        painter.setPen(theme_.faintText);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No trials yet — each finished trial becomes a line here"));
        if (model_.order().empty()) return;
    }
    const ParallelLayout layout = layoutFor(size());
    layers_.setGeometry(layout, size(), devicePixelRatioF());
    if (!(model_.passing() == model_.base())) painter.drawImage(0, 0, layers_.context());
    painter.drawImage(0, 0, layers_.passing());
    painter.setRenderHint(QPainter::Antialiasing);
    for (const int run : selected_) {
        const auto row = model_.rowOf(run);
        if (row && model_.base().test(*row)) paintRow(painter, layout, *row, 2.4);
    }
    if (const auto row = highlighted_ ? model_.rowOf(*highlighted_) : std::nullopt; row && model_.base().test(*row)) {
        paintRow(painter, layout, *row, 3.2);
    }
    if (axes_.isNull() || axes_.size() != size() * devicePixelRatioF()) {
        axes_ = QImage(size() * devicePixelRatioF(), QImage::Format_ARGB32_Premultiplied);
        axes_.setDevicePixelRatio(devicePixelRatioF());
        axes_.fill(Qt::transparent);
        QPainter axesPainter(&axes_);
        axesPainter.setFont(font());
        paintAxes(axesPainter, layout, true);
    }
    painter.drawImage(0, 0, axes_);
    paintBrushes(painter, layout);
}

// A line that stands out from those below it: on a border of the background's colour.
void ParallelCanvas::paintRow(QPainter& painter, const ParallelLayout& layout, std::size_t row, double width) const {
    const auto pen = [](const QColor& color, double w) {
        return QPen(color, w, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin);
    };
    layers_.paintRow(painter, layout, row, pen(theme_.background, width + 2.5));
    layers_.paintRow(painter, layout, row, pen(seriesColor(model_.run(row), theme_.dark), width));
}

void ParallelCanvas::paintAxes(QPainter& painter, const ParallelLayout& layout, bool interactive) const {
    painter.setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < static_cast<int>(layout.x.size()); ++i) {
        paintAxis(painter, layout, i, interactive);
        paintTitle(painter, layout, i, interactive);
    }
}

void ParallelCanvas::paintAxis(QPainter& painter, const ParallelLayout& layout, int position, bool interactive) const {
    const int index = model_.order()[std::size_t(position)];
    const ParallelAxisState& axis = model_.axis(index);
    const bool dragged = interactive && drag_ == Drag::title && moved_ && dragAxis_ == index;
    const double x = dragged ? titleX_ : layout.x[std::size_t(position)];
    const QFontMetricsF metrics(font());
    const bool focused = interactive && hasFocus() && focusedAxis() == index;
    const QColor line = focused || dragged ? theme_.accent : theme_.axis;
    if (index == model_.colorAxis()) {  // the scale of the colours, along the axis
        for (int i = 0; i < ColorRamp::levels; ++i) {
            const bool turned = model_.isLessBetter(index);
            const double low = double(i) / ColorRamp::levels;
            const double high = double(i + 1) / ColorRamp::levels;
            const double from = layout.y(model_.heightOf(index, static_cast<float>(turned ? 1 - low : low)));
            const double to = layout.y(model_.heightOf(index, static_cast<float>(turned ? 1 - high : high)));
            painter.fillRect(QRectF(x - 4, std::min(from, to), 4, std::abs(from - to) + 0.5), layers_.ramp().color(i));
        }
    }
    painter.setPen(QPen(line, focused ? 2 : 1));
    painter.drawLine(QPointF(x, layout.y(1)), QPointF(x, layout.y(0)));

    const double next =
        std::size_t(position) + 1 < layout.x.size() ? layout.x[std::size_t(position) + 1] : x + label_room;
    const double room = next - x - 18;
    const auto label = [&](double y, const QString& text) {
        const QString shown = metrics.elidedText(text, Qt::ElideMiddle, std::max(28.0, room));
        const QRectF box(std::floor(x) + 5, std::round(y - metrics.height() / 2),
                         std::ceil(metrics.horizontalAdvance(shown)) + 4, std::ceil(metrics.height()));
        QColor halo = theme_.background;
        halo.setAlphaF(0.85F);
        painter.fillRect(box.adjusted(0, 0, 0, 2), halo);
        painter.setPen(theme_.faintText);
        painter.drawText(box, Qt::AlignCenter, shown);
        painter.setPen(QPen(line, 1));
        painter.drawLine(QPointF(x - 3, y), QPointF(x + 3, y));
    };
    double last = 1e9;
    auto ticks = axis.ticks(std::max(2, static_cast<int>((layout.y(0) - layout.y(1)) / (metrics.height() * 2.2))));
    std::sort(ticks.begin(), ticks.end(), [&](const auto& a, const auto& b) {
        return model_.heightOf(index, static_cast<float>(a.position)) <
               model_.heightOf(index, static_cast<float>(b.position));
    });
    for (const auto& tick : ticks) {
        const double y = layout.y(model_.heightOf(index, static_cast<float>(std::clamp(tick.position, 0.0, 1.0))));
        if (last - y < metrics.height() * 0.95) continue;  // no label over another
        label(y, tick.text);
        last = y;
    }
    for (int i = 0; i < parallelPlaceCount; ++i) {
        const auto place = static_cast<ParallelPlace>(i);
        if ((axis.places() & ParallelBrush::bit(place)) == 0) continue;
        const double y = layout.y(model_.placeHeight(place));
        painter.setPen(QPen(theme_.axis, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, layout.y(place == ParallelPlace::above ? 1 : 0)), QPointF(x, y));
        label(y, parallelPlaceText(place));
    }
}

void ParallelCanvas::paintTitle(QPainter& painter, const ParallelLayout& layout, int position, bool interactive) const {
    const int index = model_.order()[std::size_t(position)];
    const ParallelAxisState& axis = model_.axis(index);
    const bool dragged = interactive && drag_ == Drag::title && moved_ && dragAxis_ == index;
    const double x = dragged ? titleX_ : layout.x[std::size_t(position)];
    const int rows = titleRows(QSize(static_cast<int>(layout.x.back()) + label_room, 1));
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
    const double right = layout.x.back() + label_room - 4;
    QRectF box(std::clamp(x - width / 2, 4.0, std::max(4.0, right - width)), top, width, metrics.height() + 2);
    const bool focused = interactive && hasFocus() && focusedAxis() == index;
    if (focused || dragged) {
        painter.setPen(QPen(theme_.accent, 1.5));
        painter.setBrush(dragged ? mixed(theme_.background, theme_.accent, 0.2) : theme_.background);
        painter.drawRoundedRect(box, 3, 3);
    }
    painter.setPen(theme_.text);
    painter.drawText(box, Qt::AlignCenter, text);
    font.setBold(false);
    painter.setFont(font);
}

void ParallelCanvas::paintBrushes(QPainter& painter, const ParallelLayout& layout) const {
    painter.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; i < layout.x.size(); ++i) {
        const int axis = model_.order()[i];
        const auto& brushes = model_.axis(axis).brushes;
        // Which of several the keys move.
        const ParallelBrush* active =
            hasFocus() && axis == focusedAxis() && brushes.size() > 1 ? &brushes[activeBrush()] : nullptr;
        for (const ParallelBrush& brush : brushes) {
            for (const auto& [low, high] : model_.spansOf(axis, brush)) {
                const double top = layout.y(high);
                QRectF box(layout.x[i] - brush_width / 2.0, top, brush_width, std::max(3.0, layout.y(low) - top));
                QColor fill = theme_.accent;
                fill.setAlphaF(&brush == active ? 0.5F : 0.28F);
                painter.setPen(QPen(theme_.accent, &brush == active ? 2.5 : 1.5));
                painter.setBrush(fill);
                painter.drawRoundedRect(box, 3, 3);
            }
        }
    }
}

void ParallelCanvas::paintPicture(QPainter& painter, const QSize& size) {
    const ParallelLayout layout = layoutFor(size);
    painter.fillRect(QRect(QPoint(), size), theme_.background);
    if (layout.x.empty()) return;
    painter.setFont(font());
    if (!(model_.passing() == model_.base())) layers_.paintLines(painter, layout, false);
    layers_.paintLines(painter, layout, true);
    paintAxes(painter, layout, false);
    paintBrushes(painter, layout);
}

}  // namespace lathe::gui

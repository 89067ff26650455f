#include "widgets/charts/parallel_canvas.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAccessible>
#include <QApplication>
#include <QContextMenuEvent>
#include <QMenu>
#include <QPainter>
#include <QStyleHints>
#include <QToolTip>

#include "widgets/charts/series_style.h"

namespace lathe::gui {

namespace {

constexpr int side = 40;        // left and right of the outermost axes, at least
constexpr int label_room = 72;  // right of the last axis, for its tick labels
constexpr int brush_width = 16;
constexpr double near_axis = 11;  // pixels
constexpr double near_line = 6;

}  // namespace

ParallelCanvas::ParallelCanvas(ParallelModel& model, QWidget* parent) : QWidget(parent), model_(model), layers_(model) {
    setObjectName(QStringLiteral("parallelCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Parallel coordinates"));
    theme_ = ChartTheme::of(palette());
    layers_.setTheme(theme_);
    announce();
}

QString ParallelCanvas::runLabel(int run) const {
    const auto found = labels_.find(run);
    return found != labels_.end() ? *found : QCoreApplication::translate("Charts", "Trial %1").arg(run);
}

int ParallelCanvas::focusedAxis() const {
    const auto& order = model_.order();
    return focus_ >= 0 && focus_ < static_cast<int>(order.size()) ? order[std::size_t(focus_)] : -1;
}

void ParallelCanvas::rowsChanged() {
    focus_ = std::clamp(focus_, 0, std::max(0, static_cast<int>(model_.order().size()) - 1));
    layers_.invalidate();
    axes_ = {};
    update();
}

void ParallelCanvas::passingChanged() {
    layers_.invalidatePassing();
    update();
}

void ParallelCanvas::setHighlightedRun(std::optional<int> run) {
    if (highlighted_ == run) return;
    highlighted_ = run;
    update();
}

void ParallelCanvas::setSelectedRuns(const QSet<int>& runs) {
    if (selected_ == runs) return;
    selected_ = runs;
    update();
}

int ParallelCanvas::titleRows(const QSize& size) const {
    const auto axes = model_.order().size();
    if (axes < 2) return 1;
    const double gap = double(size.width() - side - label_room) / double(axes - 1);
    const QFontMetrics metrics(font());
    for (const int axis : model_.order()) {
        if (metrics.horizontalAdvance(model_.axis(axis).name()) + 24 > gap) return 2;
    }
    return 1;
}

ParallelLayout ParallelCanvas::layoutFor(const QSize& size) const {
    const int line = QFontMetrics(font()).height();
    ParallelLayout layout;
    layout.highest = model_.highest();
    layout.lowest = model_.lowest();
    layout.top = titleRows(size) * (line + 6) + 14;
    layout.bottom = std::max(layout.top + 40, size.height() - 12.0 - line / 2.0);
    const auto axes = static_cast<int>(model_.order().size());
    const double left = side + (axes == 1 ? (size.width() - side - label_room) / 2.0 : 0);
    const double width = std::max(40, size.width() - side - label_room);
    for (int i = 0; i < axes; ++i) layout.x.push_back(std::floor(left + (axes > 1 ? width * i / (axes - 1) : 0)) + 0.5);
    return layout;
}

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
            const bool turned = axis.isMetric() && model_.isMinimizing();
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
        for (const ParallelBrush& brush : model_.axis(axis).brushes) {
            for (const auto& [low, high] : model_.spansOf(axis, brush)) {
                const double top = layout.y(high);
                QRectF box(layout.x[i] - brush_width / 2.0, top, brush_width, std::max(3.0, layout.y(low) - top));
                QColor fill = theme_.accent;
                fill.setAlphaF(0.28F);
                painter.setPen(QPen(theme_.accent, 1.5));
                painter.setBrush(fill);
                painter.drawRoundedRect(box, 3, 3);
            }
        }
    }
}

int ParallelCanvas::titleAt(const QPointF& position) const {
    const ParallelLayout layout = layoutFor(size());
    if (layout.x.empty() || position.y() > layout.top - 4) return -1;
    const int at = layout.nearest(position.x());
    if (titleRows(size()) == 1) return at;
    // Two rows: the upper one holds every other axis, beginning with the first.
    const bool upper = position.y() < 6 + QFontMetricsF(font()).height() + 4;
    int best = -1;
    for (int i = upper ? 0 : 1; i < static_cast<int>(layout.x.size()); i += 2) {
        const auto distance = [&](int k) { return std::abs(layout.x[std::size_t(k)] - position.x()); };
        if (best < 0 || distance(i) < distance(best)) best = i;
    }
    return best;
}

ParallelCanvas::BrushHit ParallelCanvas::brushAt(int axis, double y) const {
    const ParallelLayout layout = layoutFor(size());
    const auto& brushes = model_.axis(axis).brushes;
    for (int i = 0; i < static_cast<int>(brushes.size()); ++i) {
        const auto spans = model_.spansOf(axis, brushes[std::size_t(i)]);
        for (const auto& [low, high] : spans) {
            const double bottom = layout.y(low);
            const double top = layout.y(high);
            const bool edges = brushes[std::size_t(i)].hasSpan() && low >= 0 && high <= 1 && bottom - top > 8;
            if (edges && std::abs(y - bottom) <= 4) return {i, Drag::lowEdge};
            if (edges && std::abs(y - top) <= 4) return {i, Drag::highEdge};
            if (y >= top - 3 && y <= bottom + 3) return {i, Drag::moveBrush};
        }
    }
    return {};
}

std::optional<std::size_t> ParallelCanvas::rowAt(const QPointF& position) const {
    const ParallelLayout layout = layoutFor(size());
    if (layout.x.size() < 2 || position.x() < layout.x.front() || position.x() > layout.x.back()) return std::nullopt;
    const auto right = std::upper_bound(layout.x.begin() + 1, layout.x.end() - 1, position.x()) - layout.x.begin();
    const auto gap = std::size_t(right) - 1;
    const double share = (position.x() - layout.x[gap]) / (layout.x[gap + 1] - layout.x[gap]);
    const int a = model_.order()[gap];
    const int b = model_.order()[gap + 1];
    const double pixel = (layout.bottom - layout.top) / (layout.highest - layout.lowest);
    const double height = layout.heightAt(position.y());
    std::optional<std::size_t> found;
    double least = near_line;
    // Distance across the line, not straight up: steep lines are as easy to catch. Of equals the one drawn last.
    for (const std::uint32_t row : model_.drawOrder()) {
        if (!model_.passing().test(row) || model_.isMissing(a, row) || model_.isMissing(b, row)) continue;
        const double from = model_.height(a, row);
        const double to = model_.height(b, row);
        const double slope = (to - from) * pixel / (layout.x[gap + 1] - layout.x[gap]);
        const double distance = std::abs(from + (to - from) * share - height) * pixel / std::hypot(1, slope);
        if (distance > least) continue;
        least = distance;
        found = row;
    }
    return found;
}

QString ParallelCanvas::describe(std::size_t row) const {
    QString text = QStringLiteral("<b>%1</b><table>").arg(runLabel(model_.run(row)).toHtmlEscaped());
    for (int i = 0; i < model_.axisCount(); ++i) {
        text += QStringLiteral("<tr><td>%1&nbsp;&nbsp;</td><td align='right'>%2</td></tr>")
                    .arg(model_.axis(i).name().toHtmlEscaped(), model_.axis(i).text(row).toHtmlEscaped());
    }
    return text + QStringLiteral("</table>");
}

void ParallelCanvas::hover(const QPointF& position, const QPoint& global) {
    const int title = titleAt(position);
    const ParallelLayout layout = layoutFor(size());
    const int near = layout.nearest(position.x());
    const bool onAxis = title < 0 && near >= 0 && std::abs(layout.x[std::size_t(near)] - position.x()) <= near_axis;
    std::optional<std::size_t> row;
    if (title >= 0) {
        setCursor(Qt::OpenHandCursor);
        QToolTip::showText(global,
                           tr("%1\nClick to invert, drag to move, drag upwards to hide, right-click for more")
                               .arg(model_.axis(model_.order()[std::size_t(title)]).name()),
                           this);
    } else if (onAxis) {
        const Drag part = brushAt(model_.order()[std::size_t(near)], position.y()).part;
        setCursor(part == Drag::moveBrush                           ? Qt::SizeAllCursor
                  : part == Drag::lowEdge || part == Drag::highEdge ? Qt::SizeVerCursor
                                                                    : Qt::CrossCursor);
        QToolTip::hideText();
    } else {
        unsetCursor();
        row = rowAt(position);
        if (row) {
            QToolTip::showText(global + QPoint(12, 8), describe(*row), this);
        } else {
            QToolTip::hideText();
        }
    }
    const int run = row ? model_.run(*row) : -1;
    if (run == hovered_) return;
    hovered_ = run;
    setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
    Q_EMIT runHovered(run);
}

void ParallelCanvas::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || model_.order().empty()) return;
    pressed_ = event->position();
    moved_ = false;
    drag_ = Drag::none;
    dragAxis_ = -1;
    const ParallelLayout layout = layoutFor(size());
    const int title = titleAt(pressed_);
    if (title >= 0) {
        drag_ = Drag::title;
        dragAxis_ = model_.order()[std::size_t(title)];
        titleX_ = layout.x[std::size_t(title)];
        focusAxis(title);
        return;
    }
    const int near = layout.nearest(pressed_.x());
    if (std::abs(layout.x[std::size_t(near)] - pressed_.x()) > near_axis) return;
    focusAxis(near);
    dragAxis_ = model_.order()[std::size_t(near)];
    pressedHeight_ = layout.heightAt(pressed_.y());
    const BrushHit hit = brushAt(dragAxis_, pressed_.y());
    drag_ = hit.brush >= 0 ? hit.part : Drag::newBrush;
    dragBrush_ = hit.brush;
    if (hit.brush >= 0) brushBefore_ = model_.axis(dragAxis_).brushes[std::size_t(hit.brush)];
}

void ParallelCanvas::mouseMoveEvent(QMouseEvent* event) {
    if (!(event->buttons() & Qt::LeftButton)) return hover(event->position(), event->globalPosition().toPoint());
    const double far = (event->position() - pressed_).manhattanLength();
    if (!moved_ && far < QGuiApplication::styleHints()->startDragDistance()) return;
    const bool first = !std::exchange(moved_, true);
    if (drag_ == Drag::title) return dragTitle(event->position());
    if (drag_ == Drag::none) return;
    if (first && drag_ == Drag::newBrush) {
        // Replaces what is brushed on the axis; with Ctrl or Shift it joins it.
        auto brushes = model_.axis(dragAxis_).brushes;
        if (!(event->modifiers() & (Qt::ControlModifier | Qt::ShiftModifier))) brushes.clear();
        dragBrush_ = static_cast<int>(brushes.size());
        brushes.push_back({pressedHeight_, pressedHeight_, 0});
        model_.setBrushes(dragAxis_, std::move(brushes));
    }
    dragBrush(event->position());
}

void ParallelCanvas::dragTitle(const QPointF& position) {
    const ParallelLayout layout = layoutFor(size());
    titleX_ = std::clamp(position.x(), 0.0, double(width()));
    setCursor(Qt::ClosedHandCursor);
    const auto at = std::find(model_.order().begin(), model_.order().end(), dragAxis_) - model_.order().begin();
    const int target = layout.nearest(titleX_);
    if (target != at) {
        model_.moveAxis(dragAxis_, target);
        focus_ = target;
        layers_.invalidate();
        Q_EMIT modelChanged();
    }
    axes_ = {};
    update();
}

void ParallelCanvas::dragBrush(const QPointF& position) {
    const ParallelLayout layout = layoutFor(size());
    const double height = layout.heightAt(position.y());
    ParallelBrush brush;
    if (drag_ == Drag::newBrush) {
        brush = model_.brushOver(dragAxis_, pressedHeight_, height);
    } else if (drag_ == Drag::moveBrush) {
        const bool inverted = model_.axis(dragAxis_).inverted;
        const double by = (height - pressedHeight_) * (inverted ? -1 : 1);
        brush = brushBefore_;
        if (brush.hasSpan()) {
            const double moved = std::clamp(by, -brush.low, 1 - brush.high);
            brush.low += moved;
            brush.high += moved;
        }
    } else {
        brush = brushBefore_;
        const auto span = model_.spansOf(dragAxis_, brushBefore_).front();
        const double fixed = drag_ == Drag::lowEdge ? span.second : span.first;
        const ParallelBrush over = model_.brushOver(dragAxis_, fixed, height);
        if (over.hasSpan()) {
            brush.low = over.low;
            brush.high = over.high;
        }
    }
    setBrush(dragAxis_, dragBrush_, brush);
}

void ParallelCanvas::setBrush(int axis, int index, const ParallelBrush& brush) {
    auto brushes = model_.axis(axis).brushes;
    if (index >= static_cast<int>(brushes.size())) {
        brushes.push_back(brush);
        dragBrush_ = static_cast<int>(brushes.size()) - 1;
    } else {
        brushes[std::size_t(index)] = brush;
    }
    model_.setBrushes(axis, std::move(brushes));
    passingChanged();
    Q_EMIT brushesChanged();
}

void ParallelCanvas::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    const Drag drag = drag_;
    if (drag == Drag::title) {
        releaseTitle(event->position());
    } else if (!moved_ && dragAxis_ >= 0) {
        clickAxis(dragAxis_, event->position());
    } else if (drag == Drag::none && !moved_) {
        clickLines(event->position(), event->modifiers() & Qt::ControlModifier);
    }
    drag_ = Drag::none;
    dragAxis_ = -1;
    moved_ = false;
    unsetCursor();
}

void ParallelCanvas::releaseTitle(const QPointF& position) {
    const int axis = dragAxis_;
    const bool moved = moved_;
    drag_ = Drag::none;
    if (!moved) {
        model_.toggleInverted(axis);
    } else if (position.y() < -24 || position.y() > height() + 24) {
        model_.setHidden(axis, true);
    }
    axesEdited();
}

// A click takes a category or a place as a whole, and takes it away again; elsewhere it clears the axis.
void ParallelCanvas::clickAxis(int axis, const QPointF& position) {
    const ParallelLayout layout = layoutFor(size());
    const ParallelAxisState& state = model_.axis(axis);
    const double height = layout.heightAt(position.y());
    auto brushes = state.brushes;
    const int hit = brushAt(axis, position.y()).brush;
    ParallelBrush clicked = model_.brushOver(axis, height, height);
    if (hit >= 0) {
        brushes.erase(brushes.begin() + hit);
    } else if (clicked.places != 0) {
        clicked.low = 1;
        clicked.high = 0;
        brushes.push_back(clicked);
    } else if (state.kind() == ParallelAxis::categorical && clicked.hasSpan() && !state.categories().isEmpty()) {
        const double count = double(state.categories().size());
        const double category = std::min(std::floor(clicked.low * count), count - 1);
        brushes.push_back({category / count, (category + 1) / count, 0});
    } else {
        brushes.clear();
    }
    model_.setBrushes(axis, std::move(brushes));
    passingChanged();
    Q_EMIT brushesChanged();
}

void ParallelCanvas::clickLines(const QPointF& position, bool toggle) {
    const auto row = rowAt(position);
    QSet<int> runs = toggle ? selected_ : QSet<int>{};
    if (row) {
        const int run = model_.run(*row);
        if (toggle && runs.contains(run)) {
            runs.remove(run);
        } else {
            runs.insert(run);
        }
    }
    if (runs == selected_) return;
    setSelectedRuns(runs);
    Q_EMIT selectedRunsChanged(runs);
}

void ParallelCanvas::leaveEvent(QEvent* event) {
    unsetCursor();
    if (std::exchange(hovered_, -1) != -1) {
        setHighlightedRun(std::nullopt);
        Q_EMIT runHovered(-1);
    }
    QWidget::leaveEvent(event);
}

void ParallelCanvas::axesEdited() {
    rowsChanged();
    announce();
    Q_EMIT modelChanged();
}

void ParallelCanvas::focusAxis(int position) {
    if (model_.order().empty()) return;
    focus_ = std::clamp(position, 0, static_cast<int>(model_.order().size()) - 1);
    axes_ = {};
    update();
    announce();
}

void ParallelCanvas::announce() {
    const QString help =
        tr("Left and Right choose an axis, Shift+Left and Shift+Right move it. Space brushes it or clears its brush, "
           "Up and "
           "Down move the brush, Ctrl+Up and Ctrl+Down change its size. I inverts, Delete hides, Home shows all axes; "
           "K keeps "
           "what is brushed, X excludes it, R restores everything; the menu key offers the kind of the axis.");
    const int axis = focusedAxis();
    QString text = help;
    if (axis >= 0) {
        text = tr("Axis %1, %2 of %3. Trials that pass: %4. ")
                   .arg(model_.axis(axis).name())
                   .arg(focus_ + 1)
                   .arg(model_.order().size())
                   .arg(model_.passing().count()) +
               help;
    }
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ParallelCanvas::toggleBrush() {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const bool brushed = !model_.axis(axis).brushes.empty();
    model_.setBrushes(axis, brushed ? std::vector<ParallelBrush>{} : std::vector{model_.axis(axis).firstBrush()});
    passingChanged();
    announce();
    Q_EMIT brushesChanged();
}

// The latest brush of the focused axis; without one, the first step makes it.
void ParallelCanvas::stepBrush(int steps, bool grow) {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelAxisState& state = model_.axis(axis);
    if (state.brushes.empty()) return toggleBrush();
    const ParallelBrush& last = state.brushes.back();
    setBrush(axis, static_cast<int>(state.brushes.size()) - 1,
             grow ? state.grown(last, steps) : state.moved(last, steps));
    announce();
}

void ParallelCanvas::keyPressEvent(QKeyEvent* event) {
    const int axis = focusedAxis();
    if (axis < 0) return QWidget::keyPressEvent(event);
    const bool shift = event->modifiers() & Qt::ShiftModifier;
    const bool control = event->modifiers() & Qt::ControlModifier;
    switch (event->key()) {
        case Qt::Key_Left:
        case Qt::Key_Right: {
            const int to = focus_ + (event->key() == Qt::Key_Right ? 1 : -1);
            if (to < 0 || to >= static_cast<int>(model_.order().size())) return;
            if (!shift) return focusAxis(to);
            model_.moveAxis(axis, to);
            focus_ = to;
            return axesEdited();
        }
        case Qt::Key_Up: return stepBrush(1, control);
        case Qt::Key_Down: return stepBrush(-1, control);
        case Qt::Key_Space: return toggleBrush();
        case Qt::Key_I: model_.toggleInverted(axis); return axesEdited();
        case Qt::Key_Delete:
        case Qt::Key_Backspace: model_.setHidden(axis, true); return axesEdited();
        case Qt::Key_Home: model_.showAllAxes(); return axesEdited();
        case Qt::Key_K: model_.keep(); break;
        case Qt::Key_X: model_.exclude(); break;
        case Qt::Key_R: model_.restore(); break;
        default: return QWidget::keyPressEvent(event);
    }
    axesEdited();
    Q_EMIT brushesChanged();
}

void ParallelCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    axes_ = {};
    announce();
}

void ParallelCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    axes_ = {};
}

void ParallelCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    theme_ = ChartTheme::of(palette());
    layers_.setTheme(theme_);
    axes_ = {};
    update();
}

void ParallelCanvas::contextMenuEvent(QContextMenuEvent* event) {
    int axis = focusedAxis();
    if (event->reason() == QContextMenuEvent::Mouse) {
        const int position = layoutFor(size()).nearest(event->pos().x());
        if (position >= 0) axis = model_.order()[std::size_t(position)];
        focusAxis(position);
    }
    if (axis < 0) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setObjectName(QStringLiteral("parallelAxisMenu"));
    fillAxisMenu(menu, axis);
    const ParallelLayout layout = layoutFor(size());
    const QPoint corner(static_cast<int>(layout.x[std::size_t(focus_)]), static_cast<int>(layout.top));
    menu->popup(event->reason() == QContextMenuEvent::Mouse ? event->globalPos() : mapToGlobal(corner));
}

void ParallelCanvas::fillAxisMenu(QMenu* menu, int axis) {
    const auto kinds = model_.axis(axis).kinds();
    const std::pair<ParallelAxis::Kind, QString> names[] = {{ParallelAxis::numeric, tr("&Linear")},
                                                            {ParallelAxis::log, tr("Lo&garithmic")},
                                                            {ParallelAxis::percentile, tr("&Percentiles")},
                                                            {ParallelAxis::categorical, tr("&Categories")}};
    for (const auto& [kind, name] : names) {
        QAction* action = menu->addAction(name);
        action->setObjectName(QStringLiteral("parallelKind%1").arg(static_cast<int>(kind)));
        action->setCheckable(true);
        action->setChecked(model_.axis(axis).kind() == kind);
        action->setEnabled(std::find(kinds.begin(), kinds.end(), kind) != kinds.end());
        connect(action, &QAction::triggered, this, [this, axis, chosen = kind] {
            model_.setKind(axis, chosen);
            axesEdited();
            Q_EMIT brushesChanged();
        });
    }
    menu->addSeparator();
    const auto add = [&](const QString& text, const char* name, auto what) {
        QAction* action = menu->addAction(text);
        action->setObjectName(QString::fromLatin1(name));
        connect(action, &QAction::triggered, this, [this, what] {
            what();
            axesEdited();
            Q_EMIT brushesChanged();
        });
        return action;
    };
    add(tr("Colour by this &axis"), "parallelColorByAxis", [this, axis] { model_.setColorAxis(axis); });
    add(tr("&Invert\tI"), "parallelInvert", [this, axis] { model_.toggleInverted(axis); });
    add(tr("Clear &brushes"), "parallelClearAxis", [this, axis] {
        model_.setBrushes(axis, {});
    })->setEnabled(!model_.axis(axis).brushes.empty());
    add(tr("&Hide\tDel"), "parallelHide", [this, axis] {
        model_.setHidden(axis, true);
    })->setEnabled(model_.order().size() > 1);
    add(tr("&Show all axes\tHome"), "parallelShowAll", [this] {
        model_.showAllAxes();
    })->setEnabled(static_cast<int>(model_.order().size()) < model_.axisCount());
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

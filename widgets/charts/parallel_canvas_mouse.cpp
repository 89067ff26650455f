// What the mouse does on a ParallelCanvas: hover, select, brush, and drag axes.
#include <algorithm>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QMouseEvent>
#include <QStyleHints>
#include <QToolTip>

#include "widgets/charts/parallel_canvas.h"

namespace lathe::gui {

namespace {

constexpr double near_axis = 11;  // pixels
constexpr double near_line = 6;

}  // namespace

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
    setHovered(row ? model_.run(*row) : -1);
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
    if (hit.brush >= 0) activeBrush_ = hit.brush;
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
        dragBrush_ = activeBrush_ = static_cast<int>(brushes.size());
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
        selectRow(rowAt(event->position()), event->modifiers() & Qt::ControlModifier);
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

void ParallelCanvas::selectRow(std::optional<std::size_t> row, bool toggle) {
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

void ParallelCanvas::setHovered(int run) {
    if (run == hovered_) return;
    hovered_ = run;
    setHighlightedRun(run >= 0 ? std::optional(run) : std::nullopt);
    Q_EMIT runHovered(run);
}

void ParallelCanvas::leaveEvent(QEvent* event) {
    unsetCursor();
    setHovered(-1);
    QWidget::leaveEvent(event);
}

}  // namespace lathe::gui

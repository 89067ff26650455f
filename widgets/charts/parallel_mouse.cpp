// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_mouse.h"

#include <algorithm>
#include <utility>

#include <QGuiApplication>
#include <QMouseEvent>
#include <QStyleHints>
#include <QToolTip>
#include <QWidget>

#include "widgets/charts/parallel_text.h"

namespace lathe::gui {

namespace {

constexpr double hide_beyond = 24;  // pixels above or below the picture: a title let go there hides its axis

struct ParallelMouseWords {
    Q_DECLARE_TR_FUNCTIONS(lathe::gui::ParallelMouse)
};

}  // namespace

ParallelHits ParallelMouse::hits() const {
    return {editor_.model(), ParallelLayout::of(editor_.model(), canvas_.size(), canvas_.font())};
}

void ParallelMouse::hover(const QPointF& position, const QPoint& global) {
    const ParallelModel& model = editor_.model();
    const ParallelHits under = hits();
    std::optional<std::size_t> row;
    if (const int title = under.title(position); title >= 0) {
        canvas_.setCursor(Qt::OpenHandCursor);
        QToolTip::showText(
            global,
            ParallelMouseWords::tr("%1\nClick to invert, drag to move, drag upwards to hide, right-click for more")
                .arg(model.axis(model.order()[std::size_t(title)]).name()),
            &canvas_);
    } else if (const int axis = under.axis(position); axis >= 0) {
        const ParallelHits::Brush brush = under.brush(model.order()[std::size_t(axis)], position.y());
        canvas_.setCursor(brush.index < 0                                ? Qt::CrossCursor
                          : brush.part == ParallelBrushDrag::Part::whole ? Qt::SizeAllCursor
                                                                         : Qt::SizeVerCursor);
        QToolTip::hideText();
    } else {
        canvas_.unsetCursor();
        row = under.row(position);
        if (row) QToolTip::showText(global + QPoint(12, 8), parallelRowText(model, *row), &canvas_);
        else QToolTip::hideText();
    }
    editor_.setHoveredRun(row ? model.run(*row) : -1);
}

void ParallelMouse::press(const QMouseEvent& event) {
    const ParallelModel& model = editor_.model();
    if (event.button() != Qt::LeftButton || model.order().empty()) return;
    pressed_ = event.position();
    moved_ = false;
    drag_ = Drag::none;
    axis_ = -1;
    const ParallelHits under = hits();
    if (const int title = under.title(pressed_); title >= 0) {
        drag_ = Drag::title;
        axis_ = model.order()[std::size_t(title)];
        titleX_ = under.layout().x[std::size_t(title)];
        editor_.setFocus(title);
        return;
    }
    const int near = under.axis(pressed_);
    if (near < 0) return;
    editor_.setFocus(near);
    drag_ = Drag::brush;
    axis_ = model.order()[std::size_t(near)];
    brush_ = {ParallelBrushDrag::Part::fresh, axis_, under.layout().brushHeightAt(pressed_.y()), {}};
    const ParallelHits::Brush hit = under.brush(axis_, pressed_.y());
    brushIndex_ = hit.index;
    if (hit.index < 0) return;
    brush_.part = hit.part;
    brush_.from = under.layout().heightAt(pressed_.y());
    brush_.before = model.axis(axis_).brushes[std::size_t(hit.index)];
    editor_.setActiveBrush(hit.index);
}

void ParallelMouse::move(const QMouseEvent& event) {
    if (!(event.buttons() & Qt::LeftButton)) return hover(event.position(), event.globalPosition().toPoint());
    const double far = (event.position() - pressed_).manhattanLength();
    if (!moved_ && far < QGuiApplication::styleHints()->startDragDistance()) return;
    const bool first = !std::exchange(moved_, true);
    if (drag_ == Drag::title) return dragTitle(event.position());
    if (drag_ == Drag::none) return;
    if (first && brush_.part == ParallelBrushDrag::Part::fresh) beginBrush(event.modifiers());
    const ParallelLayout layout = hits().layout();
    const double y = event.position().y();
    // Moving a brush as a whole is about how far, drawing one or its edge about where.
    const bool whole = brush_.part == ParallelBrushDrag::Part::whole;
    const double height = whole ? layout.heightAt(y) : layout.brushHeightAt(y);
    brushIndex_ = editor_.setBrush(axis_, brushIndex_, brush_.at(editor_.model(), height));
}

// Replaces what is brushed on the axis; with Ctrl or Shift it joins it.
void ParallelMouse::beginBrush(Qt::KeyboardModifiers modifiers) {
    if (!(modifiers & (Qt::ControlModifier | Qt::ShiftModifier))) editor_.setBrushes(axis_, {});
    brushIndex_ = static_cast<int>(editor_.model().axis(axis_).brushes.size());
    editor_.setActiveBrush(brushIndex_);
}

void ParallelMouse::dragTitle(const QPointF& position) {
    titleX_ = std::clamp(position.x(), 0.0, double(canvas_.width()));
    canvas_.setCursor(Qt::ClosedHandCursor);
    const auto& order = editor_.model().order();
    const auto at = std::find(order.begin(), order.end(), axis_) - order.begin();
    const int target = hits().layout().nearest(titleX_);
    if (target != at) editor_.dragAxis(axis_, target);
}

void ParallelMouse::release(const QMouseEvent& event) {
    if (event.button() != Qt::LeftButton) return;
    const Drag drag = std::exchange(drag_, Drag::none);
    const bool moved = std::exchange(moved_, false);
    const int axis = std::exchange(axis_, -1);
    const QPointF at = event.position();
    if (drag == Drag::title && !moved) {
        editor_.toggleInverted(axis);
    } else if (drag == Drag::title) {
        dropTitle(axis, at.y());
    } else if (drag == Drag::brush && !moved) {
        const ParallelHits under = hits();
        editor_.clickAxis(axis, under.layout().heightAt(at.y()), under.brush(axis, at.y()).index);
    } else if (drag == Drag::none && !moved) {
        const bool toggle = event.modifiers() & Qt::ControlModifier;
        editor_.selectRow(hits().row(at), toggle ? ParallelEditor::Choice::toggle : ParallelEditor::Choice::only);
    }
    canvas_.unsetCursor();
}

void ParallelMouse::dropTitle(int axis, double y) {
    if (y < -hide_beyond || y > canvas_.height() + hide_beyond) editor_.hideAxis(axis);
    else editor_.dropAxis();
}

void ParallelMouse::leave() {
    canvas_.unsetCursor();
    editor_.setHoveredRun(-1);
}

}  // namespace lathe::gui

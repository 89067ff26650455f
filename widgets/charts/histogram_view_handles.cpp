// The handles of a HistogramView by mouse and keyboard, and what its bars say.
#include <algorithm>
#include <cmath>

#include <QHelpEvent>
#include <QToolTip>

#include "widgets/charts/histogram_view.h"
#include "widgets/charts/number_text.h"

namespace lathe::gui {

HistogramView::Handle HistogramView::handleAt(const QPointF& position) const {
    if (!low_ || !high_ || !categories_.isEmpty()) return Handle::none;
    const double toLow = std::abs(position.x() - xOf(*low_));
    const double toHigh = std::abs(position.x() - xOf(*high_));
    if (std::min(toLow, toHigh) > knob + 4) return Handle::none;
    // One upon the other: the side of the mouse decides.
    if (toLow == toHigh) return position.x() < xOf(*low_) ? Handle::low : Handle::high;
    return toLow < toHigh ? Handle::low : Handle::high;
}

void HistogramView::setActive(Handle handle) {
    active_ = handle;
    update();
}

void HistogramView::moveHandle(Handle handle, double value) {
    if (handle == Handle::none || !low_ || !high_ || !std::isfinite(value)) return;
    const double width = plotArea().width();
    double moved = std::clamp(scale_.rounded(value, width), lowest_, highest_);
    if (log_ && moved <= 0) return;
    if (handle == Handle::low ? moved >= *high_ : moved <= *low_) return;
    double& end = handle == Handle::low ? *low_ : *high_;
    if (end == moved) return;
    end = moved;
    edited_ = true;
    describeRange();
    update();
    Q_EMIT rangeEdited(*low_, *high_);
}

void HistogramView::finishEdit() {
    dragged_ = Handle::none;
    if (!std::exchange(edited_, false)) return;
    fitScale();
    Q_EMIT rangeEditFinished();
}

void HistogramView::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton) return;
    dragged_ = handleAt(event->position());
    if (dragged_ == Handle::none) return;
    grab_ = event->position().x() - xOf(dragged_ == Handle::low ? *low_ : *high_);
    setActive(dragged_);
}

void HistogramView::mouseMoveEvent(QMouseEvent* event) {
    if (dragged_ == Handle::none) {
        if (handleAt(event->position()) != Handle::none) {
            setCursor(Qt::SizeHorCursor);
        } else {
            unsetCursor();
        }
        return;
    }
    const QRectF area = plotArea();
    const double x = std::clamp(event->position().x() - grab_, area.left(), area.right());
    moveHandle(dragged_, scale_.fromUnit((x - area.left()) / area.width()));
}

void HistogramView::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton) finishEdit();
}

void HistogramView::keyPressEvent(QKeyEvent* event) {
    double pixels = 0;
    switch (event->key()) {
        case Qt::Key_Left: pixels = -2; break;
        case Qt::Key_Right: pixels = 2; break;
        case Qt::Key_PageDown: pixels = -20; break;
        case Qt::Key_PageUp: pixels = 20; break;
        default: return QWidget::keyPressEvent(event);
    }
    if (!low_ || !high_) return QWidget::keyPressEvent(event);
    if (event->modifiers() & Qt::ShiftModifier) pixels *= 10;
    const double from = active_ == Handle::low ? *low_ : *high_;
    moveHandle(active_, scale_.fromUnit(scale_.toUnit(from) + pixels / plotArea().width()));
}

void HistogramView::keyReleaseEvent(QKeyEvent* event) {
    if (!event->isAutoRepeat()) finishEdit();
}

void HistogramView::focusOutEvent(QFocusEvent* event) {
    finishEdit();
    update();
    QWidget::focusOutEvent(event);
}

void HistogramView::leaveEvent(QEvent* event) {
    unsetCursor();
    QWidget::leaveEvent(event);
}

// Tab goes from the low end to the high end before it leaves.
bool HistogramView::focusNextPrevChild(bool next) {
    if (low_ && high_ && hasFocus() && active_ == (next ? Handle::low : Handle::high)) {
        finishEdit();
        setActive(next ? Handle::high : Handle::low);
        return true;
    }
    const bool moved = QWidget::focusNextPrevChild(next);
    active_ = next ? Handle::low : Handle::high;
    return moved;
}

QString HistogramView::describe(const Bar& bar) const {
    double total = 0;
    for (const Bar& each : bars_) total += each.weight;
    const QString share = total > 0 ? numberText(100 * bar.weight / total, 3) : QStringLiteral("0");
    if (!categories_.isEmpty()) return tr("%1: %2 %").arg(categories_.value(static_cast<int>(bar.low)), share);
    if (bar.low == bar.high) return tr("%1: %2 %").arg(numberText(bar.low, 6), share);
    return tr("%1 to %2: %3 %").arg(numberText(bar.low), numberText(bar.high), share);
}

bool HistogramView::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    for (const Bar& bar : bars_) {
        QRectF column = barRect(bar);
        column.setTop(plotArea().top());
        if (!column.contains(help->pos())) continue;
        QToolTip::showText(help->globalPos(), describe(bar), this, column.toRect());
        return true;
    }
    QToolTip::hideText();
    return true;
}

}  // namespace lathe::gui

// What the keyboard and the menu of an axis do on a ParallelCanvas.
#include <algorithm>
#include <utility>

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QToolTip>

#include "widgets/charts/parallel_canvas.h"

namespace lathe::gui {

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
           "Shift+Space adds another brush and B goes to the next one, Up and Down move the brush, Ctrl+Up and "
           "Ctrl+Down change its size. Page Down and Page Up go through the trials from the best on, Enter selects "
           "one. I inverts, Delete hides, Home shows all axes; K keeps what is brushed, X excludes it, R restores "
           "everything; the menu key offers the kind of the axis.");
    const int axis = focusedAxis();
    QString text = help;
    if (axis >= 0) {
        text = tr("Axis %1, %2 of %3. Trials that pass: %4. ")
                   .arg(model_.axis(axis).name())
                   .arg(focus_ + 1)
                   .arg(model_.order().size())
                   .arg(model_.passing().count());
        if (hovered_ >= 0) text += tr("%1 is pointed at. ").arg(runLabel(hovered_));
        text += help;
    }
    setAccessibleDescription(text);
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

std::size_t ParallelCanvas::activeBrush() const {
    const auto count = model_.axis(focusedAxis()).brushes.size();
    return std::min(static_cast<std::size_t>(std::max(0, activeBrush_)), count - 1);
}

// Takes the active brush away; where there is none, makes one.
void ParallelCanvas::toggleBrush() {
    const int axis = focusedAxis();
    if (axis < 0) return;
    auto brushes = model_.axis(axis).brushes;
    if (brushes.empty()) return addBrush();
    brushes.erase(brushes.begin() + static_cast<std::ptrdiff_t>(activeBrush()));
    model_.setBrushes(axis, std::move(brushes));
    passingChanged();
    announce();
    Q_EMIT brushesChanged();
}

void ParallelCanvas::addBrush() {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelBrush added = model_.axis(axis).nextBrush();
    if (added.empty()) return;
    activeBrush_ = static_cast<int>(model_.axis(axis).brushes.size());
    setBrush(axis, activeBrush_, added);
    announce();
}

// The active brush of the focused axis; without one, the first step makes it.
void ParallelCanvas::stepBrush(int steps, bool grow) {
    const int axis = focusedAxis();
    if (axis < 0) return;
    const ParallelAxisState& state = model_.axis(axis);
    if (state.brushes.empty()) return addBrush();
    const std::size_t active = activeBrush();
    const ParallelBrush& brush = state.brushes[active];
    setBrush(axis, static_cast<int>(active), grow ? state.grown(brush, steps) : state.moved(brush, steps));
    announce();
}

// The next of the lines that pass, from the best on (or back): what hovering does for the mouse.
void ParallelCanvas::stepLine(int steps) {
    const auto& order = model_.drawOrder();  // worst first
    std::vector<std::uint32_t> rows;
    for (auto row = order.rbegin(); row != order.rend(); ++row)
        if (model_.passing().test(*row)) rows.push_back(*row);
    if (rows.empty()) return;
    const auto here = std::find_if(rows.begin(), rows.end(),
                                   [&](std::uint32_t row) { return hovered_ >= 0 && model_.run(row) == hovered_; });
    const auto last = static_cast<std::ptrdiff_t>(rows.size()) - 1;
    const auto next =
        here == rows.end() ? (steps > 0 ? 0 : last) : std::clamp<std::ptrdiff_t>(here - rows.begin() + steps, 0, last);
    const std::uint32_t row = rows[static_cast<std::size_t>(next)];
    setHovered(model_.run(row));
    const ParallelLayout layout = layoutFor(size());
    QToolTip::showText(mapToGlobal(QPoint(static_cast<int>(layout.x.front()) + 16, static_cast<int>(layout.top))),
                       describe(row), this);
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
        case Qt::Key_Space: return shift ? addBrush() : toggleBrush();
        case Qt::Key_B:
            activeBrush_ = activeBrush_ + 1 < static_cast<int>(model_.axis(axis).brushes.size()) ? activeBrush_ + 1 : 0;
            update();
            return announce();
        case Qt::Key_PageDown: return stepLine(1);
        case Qt::Key_PageUp: return stepLine(-1);
        case Qt::Key_Return:
        case Qt::Key_Enter:
            if (const auto row = hovered_ >= 0 ? model_.rowOf(hovered_) : std::nullopt) selectRow(row, control);
            return;
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

}  // namespace lathe::gui

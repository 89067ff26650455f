// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_canvas.h"

#include <QAccessible>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include "widgets/charts/parallel_axis_menu.h"
#include "widgets/charts/parallel_range_dialog.h"
#include "widgets/charts/parallel_text.h"

namespace lathe::gui {

ParallelCanvas::ParallelCanvas(ParallelModel& model, QWidget* parent)
    : QWidget(parent), model_(model), editor_(model), painter_(model), mouse_(editor_, *this), keyboard_(editor_) {
    setObjectName(QStringLiteral("parallelCanvas"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    setAccessibleName(tr("Parallel coordinates"));
    painter_.setLook(ChartTheme::of(palette()), font());
    connectEditor();
    announce();
}

void ParallelCanvas::connectEditor() {
    connect(&editor_, &ParallelEditor::focusChanged, this, [this] {
        redrawAxes();
        announce();
    });
    connect(&editor_, &ParallelEditor::axesChanged, this, [this] {
        rowsChanged();
        announce();
        Q_EMIT modelChanged();
        Q_EMIT brushesChanged();
    });
    connect(&editor_, &ParallelEditor::axisDragged, this, [this] {
        painter_.invalidate();
        update();
        Q_EMIT modelChanged();
    });
    connect(&editor_, &ParallelEditor::brushesChanged, this, [this] {
        passingChanged();
        Q_EMIT brushesChanged();
    });
    connect(&editor_, &ParallelEditor::emphasisChanged, this, qOverload<>(&QWidget::update));
    connect(&editor_, &ParallelEditor::lineReached, this, &ParallelCanvas::showRowText);
    connect(&editor_, &ParallelEditor::keysActed, this, &ParallelCanvas::announce);
    connect(&editor_, &ParallelEditor::rangeAsked, this, [this] {
        if (editor_.focusedAxis() < 0) return;
        auto* dialog = new ParallelRangeDialog(editor_, this);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->show();
    });
    connect(&editor_, &ParallelEditor::runHovered, this, &ParallelCanvas::runHovered);
    connect(&editor_, &ParallelEditor::selectionEdited, this, &ParallelCanvas::selectedRunsChanged);
}

void ParallelCanvas::rowsChanged() {
    editor_.keepFocusInside();
    painter_.invalidate();
    update();
}

void ParallelCanvas::passingChanged() {
    painter_.invalidatePassing();
    update();
}

void ParallelCanvas::redrawAxes() {
    painter_.invalidateAxes();
    update();
}

ParallelPainter::Emphasis ParallelCanvas::emphasis() const {
    ParallelPainter::Emphasis emphasis;
    emphasis.selected = editor_.selectedRuns();
    emphasis.highlighted = editor_.highlightedRun();
    emphasis.draggedAxis = mouse_.draggedAxis();
    emphasis.draggedX = mouse_.draggedX();
    if (!hasFocus()) return emphasis;
    emphasis.focusedAxis = editor_.focusedAxis();
    emphasis.activeBrush = editor_.activeBrush();
    return emphasis;
}

void ParallelCanvas::paintEvent(QPaintEvent*) {
    const ChartTheme theme = ChartTheme::of(palette());
    QPainter painter(this);
    painter.fillRect(rect(), theme.background);
    if (model_.rowCount() == 0 || model_.order().empty()) {
        painter.setPen(theme.faintText);
        painter.drawText(rect().adjusted(16, 16, -16, -16), Qt::AlignCenter | Qt::TextWordWrap,
                         tr("No trials yet — each finished trial becomes a line here"));
        return;
    }
    painter_.paint(painter, layoutFor(size()), size(), devicePixelRatioF(), emphasis());
}

void ParallelCanvas::paintPicture(QPainter& painter, const QSize& size) const {
    painter_.paintForExport(painter, layoutFor(size), size);
}

void ParallelCanvas::mousePressEvent(QMouseEvent* event) {
    mouse_.press(*event);
}

void ParallelCanvas::mouseMoveEvent(QMouseEvent* event) {
    mouse_.move(*event);
    if (mouse_.draggedAxis() >= 0) redrawAxes();
}

void ParallelCanvas::mouseReleaseEvent(QMouseEvent* event) {
    mouse_.release(*event);
}

void ParallelCanvas::leaveEvent(QEvent* event) {
    mouse_.leave();
    QWidget::leaveEvent(event);
}

void ParallelCanvas::keyPressEvent(QKeyEvent* event) {
    if (!keyboard_.press(event->key(), event->modifiers())) QWidget::keyPressEvent(event);
}

void ParallelCanvas::contextMenuEvent(QContextMenuEvent* event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const ParallelLayout layout = layoutFor(size());
    if (byMouse) editor_.setFocus(layout.nearest(event->pos().x()));
    const int axis = editor_.focusedAxis();
    if (axis < 0) return;
    auto* menu = new ParallelAxisMenu(editor_, axis, this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addSeparator();
    QAction* write = menu->addAction(tr("E&xport as PNG, SVG, PDF or CSV…"));
    write->setObjectName(QStringLiteral("parallelMenuExport"));
    connect(write, &QAction::triggered, this, &ParallelCanvas::exportRequested);
    const QPoint corner(static_cast<int>(layout.x[std::size_t(editor_.focus())]), static_cast<int>(layout.top));
    menu->popup(byMouse ? event->globalPos() : mapToGlobal(corner));
}

void ParallelCanvas::showRowText(std::size_t row) {
    const ParallelLayout layout = layoutFor(size());
    QToolTip::showText(mapToGlobal(QPoint(static_cast<int>(layout.x.front()) + 16, static_cast<int>(layout.top))),
                       parallelRowText(model_, row), this);
}

void ParallelCanvas::announce() {
    setAccessibleDescription(parallelReading(editor_));
    QAccessibleEvent changed(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&changed);
}

void ParallelCanvas::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    painter_.invalidateAxes();
    announce();
}

void ParallelCanvas::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    painter_.invalidateAxes();
}

void ParallelCanvas::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() != QEvent::PaletteChange && event->type() != QEvent::FontChange) return;
    painter_.setLook(ChartTheme::of(palette()), font());
    update();
}

}  // namespace lathe::gui

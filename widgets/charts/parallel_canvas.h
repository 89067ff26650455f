// SPDX-License-Identifier: GPL-3.0-or-later
// The picture of a ParallelView: the widget that brings model, painter, mouse and keyboard of parallel coordinates
// together. GUI thread.
#pragma once

#include <optional>

#include <QSet>
#include <QWidget>

#include "widgets/charts/parallel_editor.h"
#include "widgets/charts/parallel_keyboard.h"
#include "widgets/charts/parallel_mouse.h"
#include "widgets/charts/parallel_painter.h"

namespace lathe::gui {

class ParallelCanvas : public QWidget {
    Q_OBJECT

  public:
    // `model` outlives this.
    ParallelCanvas(ParallelModel& model, QWidget* parent);

    // The model was changed from outside.
    void rowsChanged();     // axes or rows: redraw everything
    void passingChanged();  // brushes only
    void setHighlightedRun(std::optional<int> run) { editor_.setHighlightedRun(run); }
    void setSelectedRuns(const QSet<int>& runs) { editor_.setSelectedRuns(runs); }

    ParallelLayout layoutFor(const QSize& size) const { return ParallelLayout::of(model_, size, font()); }
    void paintPicture(QPainter& painter, const QSize& size) const;  // for export

    QSize sizeHint() const override { return {640, 260}; }
    QSize minimumSizeHint() const override { return {240, 150}; }

  Q_SIGNALS:
    void modelChanged();    // something was done to it here: axes, kinds, colours
    void brushesChanged();  // what passes
    void runHovered(int run);
    void exportRequested();
    void selectedRunsChanged(const QSet<int>& runs);

  protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void changeEvent(QEvent* event) override;

  private:
    void connectEditor();
    ParallelPainter::Emphasis emphasis() const;
    void redrawAxes();
    void showRowText(std::size_t row);
    void announce();

    ParallelModel& model_;
    ParallelEditor editor_;
    ParallelPainter painter_;
    ParallelMouse mouse_;
    ParallelKeyboard keyboard_;
};

}  // namespace lathe::gui

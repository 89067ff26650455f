// SPDX-License-Identifier: GPL-3.0-or-later
// What the mouse does in parallel coordinates: hover, select, brush, and drag axes. GUI thread.
#pragma once

#include <QPointF>

#include "widgets/charts/parallel_brush_drag.h"
#include "widgets/charts/parallel_editor.h"
#include "widgets/charts/parallel_hits.h"

class QMouseEvent;
class QWidget;

namespace lathe::gui {

class ParallelMouse {
  public:
    // Positions are those of `canvas`, which shows the cursor and the tooltips.
    ParallelMouse(ParallelEditor& editor, QWidget& canvas) : editor_(editor), canvas_(canvas) {}

    void press(const QMouseEvent& event);
    void move(const QMouseEvent& event);
    void release(const QMouseEvent& event);
    void leave();

    // The axis whose title is being dragged, and where it is now; -1: none.
    int draggedAxis() const { return drag_ == Drag::title && moved_ ? axis_ : -1; }
    double draggedX() const { return titleX_; }

  private:
    enum class Drag { none, title, brush };

    ParallelHits hits() const;
    void hover(const QPointF& position, const QPoint& global);
    void dragTitle(const QPointF& position);
    void dropTitle(int axis, double y);
    void beginBrush(Qt::KeyboardModifiers modifiers);

    ParallelEditor& editor_;
    QWidget& canvas_;
    Drag drag_ = Drag::none;
    bool moved_ = false;
    int axis_ = -1;  // pressed upon; index into the table's axes
    QPointF pressed_;
    double titleX_ = 0;
    ParallelBrushDrag brush_;
    int brushIndex_ = -1;  // among those of the axis
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// What lies under the mouse in a picture of parallel coordinates: a title, an axis, a part of a brush, a line. No
// widgets.
#pragma once

#include <optional>

#include <QPointF>

#include "widgets/charts/parallel_brush_drag.h"
#include "widgets/charts/parallel_layout.h"
#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

class ParallelHits {
  public:
    struct Brush {
        int index = -1;  // among those of the axis; -1: none
        ParallelBrushDrag::Part part = ParallelBrushDrag::Part::whole;
    };

    ParallelHits(const ParallelModel& model, ParallelLayout layout) : model_(model), layout_(std::move(layout)) {}

    const ParallelLayout& layout() const { return layout_; }
    // Positions among the visible axes; -1: none.
    int title(const QPointF& at) const;
    int axis(const QPointF& at) const;
    Brush brush(int axis, double y) const;  // `axis`: index into the table's axes
    // The row whose line runs nearest; of equals the one drawn last.
    std::optional<std::size_t> row(const QPointF& at) const;

  private:
    const ParallelModel& model_;
    ParallelLayout layout_;
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_brush_drag.h"

#include <algorithm>

namespace lathe::gui {

ParallelBrush ParallelBrushDrag::at(const ParallelModel& model, double height) const {
    if (part == Part::fresh) return model.brushOver(axis, from, height);
    ParallelBrush brush = before;
    if (part == Part::whole) {
        if (!brush.hasSpan()) return brush;
        const double by = (height - from) * (model.axis(axis).inverted ? -1 : 1);
        const double moved = std::clamp(by, -brush.low, 1 - brush.high);
        brush.low += moved;
        brush.high += moved;
        return brush;
    }
    const auto [low, high] = model.spansOf(axis, before).front();
    const ParallelBrush over = model.brushOver(axis, part == Part::lowEdge ? high : low, height);
    if (!over.hasSpan()) return brush;
    brush.low = over.low;
    brush.high = over.high;
    return brush;
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A brush that follows the mouse along its axis: drawn anew, moved as a whole, or by one of its edges. No widgets.
#pragma once

#include "widgets/charts/parallel_model.h"

namespace lathe::gui {

struct ParallelBrushDrag {
    enum class Part { fresh, whole, lowEdge, highEdge };

    Part part = Part::fresh;
    int axis = -1;         // index into the table's axes
    double from = 0;       // height at which it was taken
    ParallelBrush before;  // as it was then; of a fresh one nothing

    // The brush with the mouse at this height. It stays on its axis; moving it as a whole keeps its size.
    ParallelBrush at(const ParallelModel& model, double height) const;
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "parallel_sample.h"

namespace lathe::test {

gui::ParallelTable parallelSample(int rows) {
    using gui::ParallelAxis;
    using gui::ParallelCell;
    gui::ParallelTable table;
    table.axes = {{"x", ParallelAxis::numeric, {}, false},
                  {"word", ParallelAxis::categorical, {"a", "b"}, false},
                  {"loss", ParallelAxis::numeric, {}, true}};
    for (int i = 0; i < rows; ++i)
        table.rows.push_back(
            {i, {ParallelCell::ofNumber(i), ParallelCell::ofCategory(i % 2), ParallelCell::ofNumber(rows - i)}});
    return table;
}

}  // namespace lathe::test

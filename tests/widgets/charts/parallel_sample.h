// SPDX-License-Identifier: GPL-3.0-or-later
// A small table of parallel coordinates for the tests of their parts.
#pragma once

#include "widgets/charts/parallel_table.h"

namespace lathe::test {

// Runs 0 to rows - 1: "x" rises from 0 to rows - 1, "word" is a, b, a, b ..., "loss" falls from rows to 1, so that the
// last run is the best.
gui::ParallelTable parallelSample(int rows);

}  // namespace lathe::test

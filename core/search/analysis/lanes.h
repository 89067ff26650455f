// SPDX-License-Identifier: GPL-3.0-or-later
// Intervals side by side: which of them can share a line of a timeline.
#pragma once

#include <span>
#include <vector>

namespace lathe::search {

// An interval, its ends in any unit.
struct Interval {
    double start = 0;
    double end = 0;
};

// Puts intervals into lanes so that those in one lane do not overlap: gives for each the lowest lane in which it
// overlaps none that began before it. Uses as few lanes as there are intervals at once; touching ends do not overlap.
// The order of equal starts is that of the input.
std::vector<int> lanes(std::span<const Interval> intervals);

}  // namespace lathe::search

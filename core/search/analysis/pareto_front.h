// SPDX-License-Identifier: GPL-3.0-or-later
// Which of a set of points in two objectives no other point dominates.
#pragma once

#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// Indexes of the points that are not dominated (nowhere worse and somewhere better), by the first objective from low to
// high; equal points are all there. Points that are not finite are left out. O(n log n).
std::vector<std::size_t> pareto_front(std::span<const std::pair<double, double>> points, Mode first, Mode second);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// Objectives as ranks, which a few extreme values do not squeeze together.
#pragma once

#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// The ranks of objectives as shares: 1 for the best and 0 for the worst of the finite ones, equal ones share the middle
// of their ranks; 1 when there is only one. -1 for those that are not finite.
std::vector<double> rank_shares(std::span<const double> objectives, Mode mode);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// The best objective after each trial: the history of a search.
#pragma once

#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// For each position the best finite value up to there; NaN while there is none. NaN and infinities never count.
std::vector<double> best_so_far(std::span<const double> objectives, Mode mode);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a search still gets anywhere.
#pragma once

#include "core/search/trial.h"

namespace lathe::search {

// How many trials have succeeded, failed or were stopped early since the one that was the last to be better than all
// before it; of several objectives, since the last that came onto the Pareto front and still is on it. 0 while none has
// a result.
int ended_since_improvement(const History& history);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// What each rank does by itself and may fail or be stopped: all go on after it, or none does.
#pragma once

#include <functional>

#include "core/train/parallel/rank_group.h"

namespace lathe::train {

// Does `work` on each rank, and waits for all. Throws what `work` throws. Where it went well here and not on another
// rank: PreparationStopped, or a TrainError of the kind run::ranks_lost.
void together(const RankGroup& ranks, const std::function<void()>& work);

}  // namespace lathe::train

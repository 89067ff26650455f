// SPDX-License-Identifier: GPL-3.0-or-later
// The configurations at the ends of a space, for looking at what its trials may meet before any of them runs.
#pragma once

#include <vector>

#include "core/space/space.h"

namespace lathe::space {

// The configurations at the ends of a space: all numbers in the middle, lowest, highest, and each branch of each choice
// at least once; at most `most`, the same for the same space. One empty configuration for an empty space.
std::vector<Params> corners(const Space& space, std::size_t most);

}  // namespace lathe::space

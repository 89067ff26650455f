// SPDX-License-Identifier: GPL-3.0-or-later
// Which points of a front account for most of the space of objectives that it dominates.
#pragma once

#include <cstddef>
#include <vector>

namespace lathe::search {

// The points in the order in which they are chosen one by one, each time the one that adds most to the volume that the
// chosen ones dominate (greedy subset selection: Guerreiro, Fonseca, Paquete 2021, "The hypervolume indicator"). The
// volume reaches up to a tenth of the extent beyond the worst value in each objective: of the front, or of `worst`
// where that is given and worse (with the front's own values few of its ends would ever be chosen). No point dominates
// another, and all values are finite losses; each objective is divided by its extent first, so that none outweighs the
// others by its unit. Exact for two objectives; of more the volume is counted at 4,096 fixed random places, at fewer
// (256 at least) for more than 1,024 points. Of large fronts the first 256 are chosen in this way, the others follow by
// what they would add then.
std::vector<std::size_t> hypervolume_order(const std::vector<std::vector<double>>& front,
                                           const std::vector<double>& worst = {});

}  // namespace lathe::search

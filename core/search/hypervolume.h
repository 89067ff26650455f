// How much of the space of objectives single points of a front account for.
#pragma once

#include <vector>

namespace lathe::search {

// For each point the volume that it dominates and no other point does, up to the reference point: a tenth of the
// front's extent beyond its worst value in each objective. All values are finite losses. Each objective is divided by
// its extent first, so that none outweighs the others by its unit. Exact for two objectives; of more the share of 4,096
// fixed random places. (Beume et al. 2007, "SMS-EMOA".)
std::vector<double> hypervolume_contributions(const std::vector<std::vector<double>>& front);

}  // namespace lathe::search

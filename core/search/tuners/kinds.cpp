// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/kinds.h"

namespace lathe::search {

config::Option seed_option() {
    return config::option("seed", config::Type::integer, 0, "Seed of the random numbers").at_least(0);
}

const std::vector<TunerKind>& tuner_kinds() {
    static const std::vector<TunerKind> kinds = {auto_kind(),  tpe_kind(),       random_kind(),    grid_kind(),
                                                 gp_kind(),    cmaes_kind(),     smac_kind(),      qmc_kind(),
                                                 nsga2_kind(), hyperband_kind(), bohb_kind(),      pbt_kind(),
                                                 ppo_kind(),   anneal_kind(),    evolution_kind(), batch_kind()};
    return kinds;
}

}  // namespace lathe::search

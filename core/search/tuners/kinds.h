// SPDX-License-Identifier: GPL-3.0-or-later
// The tuners that are there; each is declared, with its arguments, in its own file.
#pragma once

#include "core/search/tuner.h"

namespace lathe::search {

TunerKind auto_kind();
TunerKind random_kind();
TunerKind grid_kind();
TunerKind batch_kind();
TunerKind tpe_kind();
TunerKind anneal_kind();
TunerKind evolution_kind();
TunerKind gp_kind();
TunerKind cmaes_kind();
TunerKind qmc_kind();
TunerKind smac_kind();
TunerKind hyperband_kind();
TunerKind bohb_kind();
TunerKind pbt_kind();
TunerKind ppo_kind();
TunerKind nsga2_kind();

// The argument that every tuner with chance in it takes.
config::Option seed_option();

}  // namespace lathe::search

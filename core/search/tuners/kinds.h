// SPDX-License-Identifier: GPL-3.0-or-later
// The tuners that are there; each is declared, with its arguments, in its own file.
#pragma once

#include "core/search/tuner.h"

namespace lathe::search {

TunerKind auto_kind();       // chooses among the others and says why (automatic.cpp)
TunerKind random_kind();     // independent draws, never the same configuration twice
TunerKind grid_kind();       // NNI's GridSearch: every combination, then ever finer ranges
TunerKind batch_kind();      // NNI's BatchTuner: a list of configurations, in order
TunerKind tpe_kind();        // tree-structured Parzen estimator (Bergstra et al. 2011)
TunerKind anneal_kind();     // hyperopt's annealing: near the best trials, ever nearer
TunerKind evolution_kind();  // regularised evolution (Real et al. 2019)
TunerKind gp_kind();         // Bayesian optimisation with Gaussian processes (Jones et al. 1998)
TunerKind cmaes_kind();      // CMA-ES (Hansen 2016), with choices (Hamano et al. 2024)
TunerKind qmc_kind();        // a Sobol sequence, scrambled by the seed
TunerKind smac_kind();       // Bayesian optimisation with a forest (Hutter et al. 2011)
TunerKind hyperband_kind();  // random configurations in brackets (Li et al. 2018)
TunerKind bohb_kind();       // Hyperband's brackets, configurations as TPE (Falkner et al. 2018)
TunerKind pbt_kind();        // population based training (Jaderberg et al. 2017)
TunerKind ppo_kind();        // a policy trained by PPO (Schulman et al. 2017)
TunerKind nsga2_kind();      // NSGA-II (Deb et al. 2002)

// The argument that every tuner with chance in it takes.
config::Option seed_option();

}  // namespace lathe::search

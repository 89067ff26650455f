// SPDX-License-Identifier: GPL-3.0-or-later
// How much each parameter matters for the objective. Pure functions of the finished trials.
#pragma once

#include <string>
#include <vector>

#include "core/search/observations.h"

namespace lathe::search {

struct Importance {
    std::string path;      // of the column
    double value = 0;      // shares; they sum to 1, or are all 0 when nothing can be said
    double deviation = 0;  // of the share: how far it may be wrong; 0: not asked for
};

// With fewer finished trials than these nothing is said.
inline constexpr std::size_t min_importance_trials = 4;

// How ped_anova() is computed.
struct PedAnovaOptions {
    double quantile = 0.1;  // the best share of the trials, which is compared with all of them
    int resamples = 0;      // of the trials, drawn with replacement, that the deviation is taken from
};
// PED-ANOVA (Watanabe, Bansal, Hutter 2023): the Pearson divergence between the densities of a parameter among the best
// trials and among all of them. In the order of the columns. A column in part of the trials counts by that part.
std::vector<Importance> ped_anova(const Observations& seen, const PedAnovaOptions& options = {});

// How fanova() is computed.
struct FanovaOptions {
    int trees = 64;
    std::uint64_t seed = 0;
};
// Functional ANOVA (Hutter, Hoos, Leyton-Brown 2014): the share of a random forest's variance that each parameter by
// itself explains, over the whole space. The deviation is that of the trees, each of which has seen trials drawn with
// replacement.
std::vector<Importance> fanova(const Observations& seen, const FanovaOptions& options = {});

}  // namespace lathe::search

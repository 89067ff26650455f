// SPDX-License-Identifier: GPL-3.0-or-later
// Which parameters matter together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/search/importance/importance.h"

namespace lathe::search {

// How much two parameters matter together.
struct Interaction {
    std::string first;  // paths of the columns
    std::string second;
    double value = 0;      // share of the variance
    double deviation = 0;  // of the share, among the trees
};

// How interactions() are computed.
struct InteractionOptions {
    int trees = 32;
    std::size_t most_parameters = 8;  // the most important ones are looked at
    std::uint64_t seed = 0;
};
// Functional ANOVA (Hutter, Hoos, Leyton-Brown 2014) of pairs: the share of a random forest's variance that two
// parameters explain together beyond what each explains by itself, the largest first. From at most 1,000 of the trials;
// `importances` as fanova() or ped_anova() gives them. Pure.
std::vector<Interaction> interactions(const Observations& seen, const std::vector<Importance>& importances,
                                      const InteractionOptions& options = {});

}  // namespace lathe::search

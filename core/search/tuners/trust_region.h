// SPDX-License-Identifier: GPL-3.0-or-later
// How far from the best trial the next one is looked for (Eriksson et al. 2019, "Scalable global optimization via local
// Bayesian optimization"). Without it a model in many dimensions spends its trials on the corners, of which it knows
// least.
#pragma once

#include <cstddef>
#include <span>

namespace lathe::search {

// The trust region: the largest difference to the best trial in each number, in units of positions; 1 or more is
// everywhere.
// `losses` are those of the ended trials in the order in which they ended, of which `cold` were asked without a model;
// `at_once` trials run together, so that as many failures come from one and the same knowledge.
// A quarter at first; doubled after 3 improvements in a row, halved after 4 failures in a row (one more with each
// halving). A region that has become too small for anything to be in it is given up for the whole space.
double trust_radius(std::span<const double> losses, std::size_t cold, std::size_t at_once);

}  // namespace lathe::search

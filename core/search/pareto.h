// SPDX-License-Identifier: GPL-3.0-or-later
// Several objectives: what is better than what.
#pragma once

#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// The objectives of an ended trial as losses to be minimised: +infinity for NaN and for failed trials. One loss when
// the history has one objective.
std::vector<double> losses_of(const History& history, const Trial& trial);

// Whether a dominates b: it is nowhere worse, and better somewhere. Both are losses.
bool dominates(std::span<const double> a, std::span<const double> b);

// The number of the front that each point is on: 0 is dominated by none; 1 by none once front 0 is taken away; ... (Deb
// et al. 2002, "NSGA-II".)
std::vector<int> front_numbers(const std::vector<std::vector<double>>& points);

// One loss for each point, so that a search for one objective searches for the Pareto front: the number of its front,
// and within a front the more the later it is chosen by hypervolume (hypervolume.h), from 0 to below 1; nothing within
// fronts that have 1,000 points before them. +infinity where an objective is not finite.
std::vector<double> front_losses(const std::vector<std::vector<double>>& points);

// Numbers of the succeeded and early-stopped trials that no other dominates, by number. Trials without a finite value
// of each objective are left out, and those that break a constraint.
std::vector<int> pareto_front(const History& history);

}  // namespace lathe::search

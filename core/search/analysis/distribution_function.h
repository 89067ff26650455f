// SPDX-License-Identifier: GPL-3.0-or-later
// The empirical distribution function of objectives: which share of the trials is at most so large.
#pragma once

#include <span>
#include <vector>

namespace lathe::search {

// The steps of the function; both lists have the same length and are empty when no objective is finite.
struct DistributionFunction {
    std::vector<double> values;  // distinct and finite, ascending
    std::vector<double> shares;  // of the finite objectives, at most that value; the last is 1
};

// The empirical distribution function of objectives, in any order. Those that are NaN or infinite are left out.
DistributionFunction distribution_function(std::span<const double> objectives);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// What importance is computed from.
#pragma once

#include <span>
#include <vector>

#include "core/search/importance/importance.h"

namespace lathe::search {

struct Learned {
    std::span<const double> row;
    double loss;
};

// The succeeded and early-stopped trials with a finite loss, by number.
std::vector<Learned> learned_from(const Observations& seen);

// Divides the shares by their sum, so that they sum to 1; all become 0 when the sum is.
void normalise(std::vector<Importance>& importances);

// The standard deviation of each share among several estimates of all of them, each of which is made to sum to 1 first.
void set_deviations(const std::vector<std::vector<double>>& estimates, std::vector<Importance>& importances);

}  // namespace lathe::search

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

// Their losses from 0 (the best) to 1 (the worst): a large part that all of them have in common would hide what
// differs, and squares of large ones would overflow. All 0 where they are the same.
std::vector<double> scaled_losses(const std::vector<Learned>& learned);

// Divides the shares by their sum, so that they sum to 1; all become 0 when the sum is.
void normalise(std::vector<Importance>& importances);

// The standard deviation of each share among several estimates of all of them, each of which is made to sum to 1 first.
void set_deviations(const std::vector<std::vector<double>>& estimates, std::vector<Importance>& importances);

}  // namespace lathe::search

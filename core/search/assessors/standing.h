// SPDX-License-Identifier: GPL-3.0-or-later
// How a running trial stands against the others at the same number of reports: what several assessors ask.
#pragma once

#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// Best of the values; NaN counts as the worst there is.
double best_of(const History& history, std::span<const Report> reports);
// NaN as the worst there is (an infinity), anything else unchanged.
double or_worst(const History& history, double value);

}  // namespace lathe::search

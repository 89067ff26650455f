// SPDX-License-Identifier: GPL-3.0-or-later
// How a running trial stands against the others at the same number of reports: what several assessors ask.
#pragma once

#include <span>
#include <vector>

#include "core/search/trial.h"

namespace lathe::search {

// The best value among reports; NaN counts as the worst there is, and so does having none.
double best_of(const History& history, std::span<const Report> reports);
// The value, or for NaN the worst there is (an infinity).
double or_worst(const History& history, double value);

}  // namespace lathe::search

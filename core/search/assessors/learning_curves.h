// SPDX-License-Identifier: GPL-3.0-or-later
// Families of learning curves (Domhan, Springenberg, Hutter 2015), fitted to the reports of a trial.
#pragma once

#include <optional>
#include <span>

namespace lathe::search {

// The value expected at report `target` (from 1), given the `values` of the reports so far: the curves' predictions,
// weighted by how well each fits. nullopt: too few values, or nothing fits.
std::optional<double> predict_curve(std::span<const double> values, double target);

}  // namespace lathe::search

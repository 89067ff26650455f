// SPDX-License-Identifier: GPL-3.0-or-later
// How much the best trial so far is expected to be worse than the best that the space has.
#pragma once

#include <cstddef>
#include <optional>

#include "core/search/observations.h"

namespace lathe::search {

// The number of results from which on expected_regret() says anything: ten, or two for each parameter and one more,
// whichever is more.
std::size_t fewest_results_for_regret(const space::Layout& layout);

// The expected simple regret, in the unit of the objective: the mean, over functions drawn from a Gaussian process of
// the trials, of what lies between the value of the trial that the model believes to be the best and the smallest
// value of the function among some hundred places (Makarova et al. 2022, "Automatic termination for hyperparameter
// optimization", asks for a bound of it). Noise is no regret; of constraints only places count where they are likely to
// be kept. nullopt: too few results, none that keeps the constraints, or several objectives. Deterministic; takes up to
// a few tenths of a second.
std::optional<double> expected_regret(const Observations& seen);

}  // namespace lathe::search

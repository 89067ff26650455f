// SPDX-License-Identifier: GPL-3.0-or-later
// Trials that a person, or an earlier study, wants tried before the tuner chooses freely.
#pragma once

#include <vector>

#include "core/space/space.h"

namespace lathe::search {

// Checks `first` of an experiment: each must be a mapping from parameters of the space to values that these can take.
Errors check_first_trials(const std::vector<space::Params>& first, const space::Space& space);

// What of `params` the space has: parameters of the same path, where it can give their values. An empty mapping:
// nothing.
space::Params within(const space::Space& space, const space::Params& params);

}  // namespace lathe::search

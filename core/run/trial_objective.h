// SPDX-License-Identifier: GPL-3.0-or-later
// The objective that the trials of a study are recorded and compared by.
#pragma once

#include "core/search/experiment.h"

namespace lathe::run {

// Where an experiment names none: val_loss for one trial, so that its record has a number; nothing (metric "") for a
// search, which runs its trials for what they do.
inline search::Objective trial_objective(search::Purpose purpose, const search::SearchSettings& settings) {
    if (settings.objective) return *settings.objective;
    search::Objective objective;
    if (purpose == search::Purpose::search) objective.metric.clear();
    return objective;
}

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// The objective that the trials of a study are recorded and compared by, and what a record of one tells the search.
#pragma once

#include "core/search/experiment.h"
#include "core/search/study.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// The objective of a study's trials. Where an experiment names none: val_loss for one trial, so that its record has a
// number; nothing (metric "") for a search, which runs its trials for what they do.
inline search::Objective trial_objective(search::Purpose purpose, const search::SearchSettings& settings) {
    if (settings.objective) return *settings.objective;
    search::Objective objective;
    if (purpose == search::Purpose::search) objective.metric.clear();
    return objective;
}

// What the record of a trial that has ended tells the search.
inline search::Study::Outcome outcome_of(const store::TrialRecord& record) {
    search::Study::Outcome outcome{record.state, record.objectives, record.constrained, record.error};
    if (outcome.objectives.empty() && record.objective) outcome.objectives = {*record.objective};
    return outcome;
}

}  // namespace lathe::run

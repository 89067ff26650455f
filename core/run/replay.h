// SPDX-License-Identifier: GPL-3.0-or-later
// The state of a search from its journal and the folders of its trials, as if it had never stopped.
//
// A journal may lack its last lines (a power cut) or have damaged ones. What a trial's own folder tells, trial.json and
// params.json, is a witness of the same rank: a trial that the journal does not know is taken over from its folder, and
// two witnesses that contradict each other are refused. Nothing that was trained is ever asked for or run again.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <map>
#include <set>
#include <vector>

#include "core/run/session_status.h"
#include "core/run/study_experiment.h"
#include "core/search/study.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// A study as it was when it stopped.
struct Replayed {
    search::Study study;
    std::vector<store::TrialRecord> records;  // by number
    std::deque<int> waiting;                  // interrupted ones first, then those that had not begun
    std::set<int> begun;                      // of the waiting
    Limits limits;
    std::chrono::milliseconds elapsed{0};
    bool lacks_created = false;   // the journal has lost its first line
    bool limits_differ = false;   // from those that the journal last told: experiment.yaml was edited
    std::vector<int> unrecorded;  // trials that the journal does not have
    // Where those of the first trials come from that an earlier study found: by their place among all first trials.
    std::map<std::int64_t, search::Origin> origins_of_first;
};
// Reads a study back as it was when it stopped. The error: a trial that the journal mentions and nobody has the
// parameters of, or two witnesses that contradict.
Result<Replayed> replay(const search::Experiment& experiment, const std::filesystem::path& study_folder);

// The state of a study without trials yet.
Result<Replayed> new_study(const search::Experiment& experiment);

}  // namespace lathe::run

// The state of a search from its journal and trial.json files, as if it had never stopped.
#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <set>
#include <vector>

#include "core/run/effective.h"
#include "core/run/session_status.h"
#include "core/search/study.h"
#include "core/store/trial_record.h"

namespace lathe::run {

struct Replayed {
    search::Study study;
    std::vector<store::TrialRecord> records;  // by number
    std::deque<int> waiting;                  // interrupted ones first, then those that had not begun
    std::set<int> begun;                      // of the waiting
    Limits limits;
    std::chrono::milliseconds elapsed{0};
};
Result<Replayed> replay(const Effective& effective, const std::filesystem::path& study_folder);

// A study without trials yet.
Result<Replayed> new_study(const Effective& effective);

}  // namespace lathe::run

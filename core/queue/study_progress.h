// SPDX-License-Identifier: GPL-3.0-or-later
// How far a study has come, from its journal alone: for listings of studies that other processes run.
#pragma once

#include <chrono>
#include <optional>

#include "core/base/clock.h"
#include "core/store/study_journal.h"

namespace lathe::queue {

// Counts of trials, the best objective so far, and the time that is still to come.
struct StudyProgress {
    std::optional<int> trials = 0;  // of the whole study, as far as its limits tell; nullopt: they tell none
    int finished = 0;
    int failed = 0;  // of the finished ones
    int running = 0;
    std::optional<double> best;
    std::optional<std::chrono::milliseconds>
        remaining;  // at the pace of the trials so far; nullopt: none has ended, or nobody knows how many come
};

// Counts the trials that a journal tells of. `now`: the time for which `remaining` is estimated.
StudyProgress progress_of(const store::StudyJournal& journal, Time now);

}  // namespace lathe::queue

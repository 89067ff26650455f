// SPDX-License-Identifier: GPL-3.0-or-later
// What status() shows: a copy that the scheduler publishes whenever something changed, so that a window never waits for
// a tuner or a disk. Only the progress of running trials is read afresh, from their own counters.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "core/run/session_status.h"
#include "core/run/stopwatch.h"
#include "core/run/trial_rows.h"
#include "core/search/trial.h"

namespace lathe::run {

class Snapshot {
  public:
    // A trial as it was published.
    struct Row {
        TrialStatus status;  // without the progress
        std::shared_ptr<const RunningProgress> progress;
        Stopwatch watch;
    };
    // A trial as the window shows it. Pure.
    static Row shown(const TrialRow& row, const search::Trial& trial);

    // Replaces the status that status() gives. `session`: without its trials and times. `changed`: the rows that differ
    // from those published before. Any thread.
    void publish(SessionStatus session, const Stopwatch& watch, std::vector<Row> changed);
    // A copy of the newest status. Any thread.
    SessionStatus status() const;

  private:
    mutable std::mutex mutex_;  // guards all below; no other mutex is taken under it
    SessionStatus session_;     // without its trials
    std::vector<Row> rows_;     // by number
    Stopwatch watch_;
};

}  // namespace lathe::run

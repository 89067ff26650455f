// SPDX-License-Identifier: GPL-3.0-or-later
// The trials of a session as it handles them: what runs, what waits and in which order, and which rows changed since
// they were last shown.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "core/device/leases.h"
#include "core/run/executor.h"
#include "core/run/stopwatch.h"
#include "core/store/trial_record.h"

namespace lathe::run {

// One trial. Its reports, and the state that tuners see, are search::Study's.
struct TrialRow {
    store::TrialRecord record;  // what trial.json will hold
    std::string waiting_for;    // why a WAITING trial waits
    std::optional<device::Lease> lease;
    std::shared_ptr<const RunningProgress> progress;  // of the newest run
    Stopwatch watch;
    bool canceled = false;          // a person canceled it while it ran
    bool has_earlier_part = false;  // its folder holds what an earlier run of it left
};

// Which end of the queue a trial joins.
enum class QueueEnd : std::uint8_t { first, last };

// Not synchronised: its owner serialises access. A trial's number is its row.
class TrialRows {
  public:
    bool contains(int number) const { return number >= 0 && number < size(); }  // numbers run from 0 to size() - 1
    int size() const { return static_cast<int>(rows_.size()); }                 // of all trials, whatever their state

    // Only where contains(number).
    const TrialRow& at(int number) const { return rows_[static_cast<std::size_t>(number)]; }
    TrialRow& edit(int number);  // counts as changed
    void add(TrialRow row);      // row.record.number must be size()

    // Those that wait for their turn; the next one comes first.
    const std::deque<int>& waiting() const { return waiting_; }
    // Puts a trial among those that wait. Does not look whether it is there already.
    void enqueue(int number, QueueEnd end);
    bool dequeue(int number);  // false: it did not wait

    // Those that run, by number.
    const std::map<int, std::unique_ptr<RunningTrial>>& running() const { return running_; }
    // Those that were started and not cleared yet.
    int running_count() const { return static_cast<int>(running_.size()); }
    // Whether the trial was started and not cleared yet.
    bool is_running(int number) const { return running_.contains(number); }
    // Takes over a trial that was started, and remembers its progress in the row; the row counts as changed.
    void set_running(int number, std::unique_ptr<RunningTrial> trial);
    void clear_running(int number);  // waits for the trial's thread

    // Whether a row has changed since take_changed() was called last.
    bool changed() const { return !changed_.empty(); }
    std::set<int> take_changed();  // the numbers of all rows that changed since the last call

  private:
    std::vector<TrialRow> rows_;
    std::deque<int> waiting_;
    std::map<int, std::unique_ptr<RunningTrial>> running_;
    std::set<int> changed_;
};

}  // namespace lathe::run

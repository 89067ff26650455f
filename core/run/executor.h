// SPDX-License-Identifier: GPL-3.0-or-later
// How a trial is run: on a thread of this process, or in a process of its own. The seam between the session, which
// decides, and those who execute.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/run/guarded_text.h"
#include "core/run/trial_body.h"

namespace lathe::run {

// All that a trial needs to start.
struct TrialJob {
    int number = 0;
    std::filesystem::path folder;  // exists, with config.yaml
    config::Value config;          // resolved
    device::DeviceId device;
    bool resume = false;
    std::vector<device::DeviceId> devices;  // all of its lease, `device` first
    bool runs_foreign_code = false;         // a plug-in or TorchScript: it may do anything to its process

    // The first validation at this step or later ends it: where the recorded trial ended that it repeats.
    std::optional<std::int64_t> stop_at_step;
    // Of the process that the job is given to; its executor fills in all but the number of ranks.
    RankPlace place{};
    // How often it is recorded what it uses of the machine; nullopt: never.
    std::optional<std::chrono::milliseconds> usage_every{};
    // The number that a program is told, of the recorded trial that it repeats; nullopt: its own.
    std::optional<int> as_trial{};
};

// How a trial ended that failed.
struct TrialFailure {
    std::string why;      // one line
    config::Value facts;  // as TrialOutcome's; null: it failed before they were known

    // Of a process that ended without a word: the last line of its log. Not a part of `why`, by which failures are
    // compared.
    std::string last_words;
    bool is_consequence = false;  // of another rank's end, which says why
    bool can_go_on = false;       // what ended it was not its own doing: it can be resumed from its last checkpoint
};
// Not the trial's own fault: its record cannot be written, or the engine cannot be loaded. It stays resumable, and the
// session stops.
struct SessionFailure {
    Error error;
};
// What became of a trial.
using TrialResult = std::variant<TrialOutcome, TrialFailure, SessionFailure>;

// Told about a running trial. Any thread.
class TrialListener {
  public:
    virtual ~TrialListener() = default;
    // All metrics of one validation, at this step. Answers why the trial must stop now; nullopt: it goes on.
    virtual std::optional<std::string> on_report(int trial, std::int64_t step,
                                                 const std::map<std::string, double>& metrics) = 0;
    // What became of a trial: the last call for it. The RunningTrial may be destroyed from now on (by another thread
    // than the caller's).
    virtual void on_ended(int trial, TrialResult result) = 0;
};

// How far a trial is, and what keeps it. Read by any thread.
struct RunningProgress : Progress {
    GuardedText waiting_for;  // why it does not train though it was begun: it is in the queue of a cluster; "": it does
};

// Its destructor stops the trial and waits for it.
class RunningTrial {
  public:
    virtual ~RunningTrial() = default;
    // Asks the trial to end after the batch it is at. Returns at once.
    virtual void request_stop() = 0;
    // Has the trial wait before its next batch, keeping its device, or go on. Returns at once.
    virtual void set_paused(bool paused) = 0;
    // How far the trial is. Never null; may be kept longer than the trial runs.
    std::shared_ptr<const RunningProgress> progress() const { return progress_; }

  protected:
    std::shared_ptr<RunningProgress> progress_ = std::make_shared<RunningProgress>();
};

// Starts trials; each way to run them has its own executor.
class Executor {
  public:
    virtual ~Executor() = default;
    // Starts a trial. Never fails at once: what goes wrong is told through on_ended. `listener` outlives the running
    // trial.
    virtual std::unique_ptr<RunningTrial> start(TrialJob job, TrialListener& listener) = 0;
};

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// Gives Slurm the jobs of a session's trials. Those that are asked for at about the same time, as a search does when it
// begins, are one array: one sbatch, and one line of squeue.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "core/run/slurm/slurm_commands.h"
#include "core/run/slurm/trial_talk.h"
#include "core/search/engine.h"

namespace lathe::run::slurm {

// Any thread; each waits until its job is submitted.
class JobSubmitter {
  public:
    // `gather`: how long the first of several waits for the others. `commands` outlives it.
    JobSubmitter(const SlurmCommands& commands, search::Engine engine, std::chrono::milliseconds gather);

    // Submits the job of a trial, or as an element of an array with others that come at the same time; gives the id of
    // the new job, "12_3" of an array. Of an array that Slurm refuses each trial is submitted by itself: its numbers
    // may be too high, or more jobs than the person may have.
    Result<std::string> submit(TrialTalk& talk, const TrialJob& job);

  private:
    struct Request {
        TrialTalk& talk;
        int trial = 0;
        std::vector<std::string> options;  // those that all of an array must share
        Result<std::string> id;
        bool is_done = false;
    };
    using Requests = std::vector<std::shared_ptr<Request>>;

    void lead(std::unique_lock<std::mutex>& lock);
    Requests take_alike();
    void submit_all(const Requests& requests);
    void submit_one(Request& request) const;
    Result<std::string> submit_array(const Requests& requests) const;

    const SlurmCommands& commands_;
    const search::Engine engine_;
    const std::chrono::milliseconds gather_;
    std::mutex mutex_;  // guards what follows; not held while Slurm is asked
    std::condition_variable changed_;
    Requests waiting_;
    bool has_leader_ = false;  // one of those who wait submits for all
};

}  // namespace lathe::run::slurm

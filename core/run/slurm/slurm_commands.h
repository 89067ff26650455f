// SPDX-License-Identifier: GPL-3.0-or-later
// Slurm's own commands, found by PATH and started without a shell; each has a time limit.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::run::slurm {

// Which job is meant. Slurm gives a number again when it was set up anew, and another cluster has the same numbers, so
// that a number alone may be a stranger's job.
struct JobKey {
    std::string id;
    std::string name;
};

// A job as squeue lists it.
struct QueuedJob {
    std::string id;      // "12", or "12_3" of an array
    std::string state;   // "PENDING", "RUNNING", ...
    std::string reason;  // why it waits: "Resources", "Priority", ...
    std::string name;
};

// How a job that squeue does not list any more has ended.
struct JobFate {
    std::string state;      // "TIMEOUT", "NODE_FAIL", "CANCELLED by 1000", ...; "": Slurm does not know the job
    std::string exit_code;  // "1:0": the exit code and the signal; "": unknown
};

// Kinds of an Error that passes: the person has as many jobs as are allowed, or the controller does not answer now; it
// may have done all the same what it was asked for.
inline constexpr const char* slurm_full = "SlurmFull";
inline constexpr const char* slurm_unanswered = "SlurmUnanswered";
// Whether the error is of one of these two kinds, so that asking again later may help.
bool passes(const Error& error);

// Any thread; each waits for the command. What Slurm has told this process about a job that it is in itself, and what a
// person has set for Slurm's commands (SLURM_*, SBATCH_*, SQUEUE_* and the like), is kept from them.
class SlurmCommands {
  public:
    // `supervisor`: the path of lathe-supervise.
    explicit SlurmCommands(std::string supervisor) : supervisor_(std::move(supervisor)) {}

    // Fails where Slurm's commands are not on this machine, which would keep all of them from working.
    static Result<void> check_installed();

    // Submits a batch script by sbatch with these options; gives the id of the new job.
    Result<std::string> submit(const std::vector<std::string>& options, const std::string& script) const;
    // All jobs of this person that have not ended. `stop`: the answer is not waited for any more.
    Result<std::vector<QueuedJob>> queue(const std::stop_token& stop = {}) const;
    // Cancels a job. One of this number and another name is left alone.
    Result<void> cancel(const JobKey& job) const;
    // Slurm ends the job and puts it into the queue again, under the same number. `job`: its number.
    Result<void> requeue(const std::string& job) const;
    // What has become of a job: from the accounting where it is on, else from the controller, which forgets jobs after
    // some minutes. The error: neither answers.
    Result<JobFate> fate(const JobKey& job) const;
    // The state of a job that has not ended.
    Result<std::string> state(const JobKey& job) const;

  private:
    Result<std::string> call(const std::vector<std::string>& arguments, const std::stop_token& stop = {}) const;
    std::optional<JobFate> fate_by_accounting(const JobKey& job) const;
    Result<JobFate> fate_by_controller(const JobKey& job) const;

    std::string supervisor_;
};

}  // namespace lathe::run::slurm

// SPDX-License-Identifier: GPL-3.0-or-later
// What the end of a job means for the trial that it ran, where the worker has not told it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/run/slurm/slurm_commands.h"

namespace lathe::run::slurm {

// Whether a job in this state, as squeue tells it, waits in the queue, for the first time or again.
bool waits(std::string_view state);

// The exit code of a worker that could not write what it had to say (sysexits.h: EX_TEMPFAIL).
inline constexpr int exit_unsaid = 75;

// What has become of a job.
enum class JobEnd : std::uint8_t {
    none,   // it has not ended: Slurm has queued it again
    lost,   // the cluster's or a full disk's doing: the trial goes on in another job
    failed  // the trial's own
};
// What the end of a job means, judged by its state, and by the exit code of a worker that could not write. A job that
// Slurm does not know is lost; one in a state that is not known here has failed.
JobEnd end_of(const JobFate& fate);

// Whether a person has cancelled it, or its deadline has passed: nobody wants it to go on, though it was told by a
// signal before, as at a time limit.
bool was_given_up(const JobFate& fate);

// Whether SIGKILL has ended it, or one of its tasks: from outside, or for want of memory.
bool was_killed(const JobFate& fate);

// Why a job failed, for a person: "Slurm ended its job: OUT_OF_MEMORY; ...", the same for all jobs that end alike.
std::string why_failed(const JobFate& fate);

}  // namespace lathe::run::slurm

// What the end of a job means for the trial that it ran, where the worker has not told it.
#pragma once

#include <cstdint>
#include <string>

#include "core/run/slurm/slurm_commands.h"

namespace lathe::run::slurm {

enum class JobEnd : std::uint8_t {
    none,   // it has not ended: Slurm has queued it again
    lost,   // the cluster's doing: the trial goes on in another job
    failed  // the trial's own
};
JobEnd end_of(const JobFate& fate);

// Of a failed one: "Slurm ended its job: OUT_OF_MEMORY; ...", the same for all jobs that end alike.
std::string why_failed(const JobFate& fate);

}  // namespace lathe::run::slurm

// SPDX-License-Identifier: GPL-3.0-or-later
// What Slurm's queue says of one job.
#pragma once

#include <cstdint>
#include <string>

#include "core/run/slurm/job_queue.h"

namespace lathe::run::slurm {

// How a job stands.
enum class JobStanding : std::uint8_t {
    unknown,  // Slurm has not answered since the job was submitted
    waits,
    runs,
    gone  // Slurm does not list it any more, or only a stranger of the same number
};

// One thread.
class JobWatch {
  public:
    // `queue` outlives it.
    explicit JobWatch(JobQueue& queue) : queue_(queue) {}

    // Forgets what it knew; answers of Slurm from before now do not count.
    void begin();
    // How a job stands by the newest answer of Slurm. `at_once`: it is gone as soon as one answer lacks it.
    JobStanding look(const JobKey& job, bool at_once);
    // Why the job of the last look() waits.
    const std::string& reason() const { return reason_; }

  private:
    // A job that is queued again is not listed for a moment, and files of a node that has ended may come late.
    static constexpr int absences_of_gone = 3;

    JobQueue& queue_;
    JobQueue::Clock::time_point newest_ = JobQueue::Clock::now();  // answer that was taken
    JobStanding standing_ = JobStanding::unknown;
    int absences_ = 0;
    std::string reason_;
};

}  // namespace lathe::run::slurm

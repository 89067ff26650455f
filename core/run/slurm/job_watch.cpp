// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/job_watch.h"

#include "core/run/slurm/job_end.h"

namespace lathe::run::slurm {

void JobWatch::begin() {
    newest_ = JobQueue::Clock::now();
    standing_ = JobStanding::unknown;
    absences_ = 0;
    reason_.clear();
}

JobStanding JobWatch::look(const JobKey& job, bool at_once) {
    const auto view = queue_.look();
    if (!view || view->asked <= newest_) return standing_;
    newest_ = view->asked;
    const QueuedJob* found = view->find(job);
    absences_ = found != nullptr ? 0 : absences_ + 1;
    if (found != nullptr) {
        const bool is_waiting = waits(found->state);
        standing_ = is_waiting ? JobStanding::waits : JobStanding::runs;
        reason_ = is_waiting ? found->reason : std::string();
    } else if (at_once || absences_ >= absences_of_gone) {
        standing_ = JobStanding::gone;
    }
    return standing_;
}

}  // namespace lathe::run::slurm

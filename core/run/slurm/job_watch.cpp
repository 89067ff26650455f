#include "core/run/slurm/job_watch.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace lathe::run::slurm {

void JobWatch::begin() {
    newest_ = JobQueue::Clock::now();
    standing_ = JobStanding::unknown;
    absences_ = 0;
    reason_.clear();
}

JobStanding JobWatch::look(const std::string& job, bool at_once) {
    constexpr std::array<std::string_view, 6> waiting{"PENDING",     "CONFIGURING",  "REQUEUED",
                                                      "REQUEUE_FED", "REQUEUE_HOLD", "SPECIAL_EXIT"};
    const auto view = queue_.look();
    if (!view || view->asked <= newest_) return standing_;
    newest_ = view->asked;
    const QueuedJob* found = view->find(job);
    absences_ = found != nullptr ? 0 : absences_ + 1;
    if (found != nullptr) {
        const bool waits = std::ranges::find(waiting, found->state) != waiting.end();
        standing_ = waits ? JobStanding::waits : JobStanding::runs;
        reason_ = waits ? found->reason : std::string();
    } else if (at_once || absences_ >= absences_of_gone) {
        standing_ = JobStanding::gone;
    }
    return standing_;
}

}  // namespace lathe::run::slurm

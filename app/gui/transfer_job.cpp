// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/transfer_job.h"

#include <utility>

namespace lathe::gui {

TransferJob::TransferJob(Work work)
    : thread_([this, work = std::move(work)](const std::stop_token& stop) {
          const Report tell = [&](TransferPhase phase, std::uint64_t done, std::uint64_t of) {
              return report(stop, phase, done, of);
          };
          Outcome outcome = work(tell, stop);
          const std::lock_guard lock(mutex_);
          news_.outcome = std::move(outcome);
      }) {}

Result<void> TransferJob::report(const std::stop_token& stop, TransferPhase phase, std::uint64_t done,
                                 std::uint64_t of) {
    const std::lock_guard lock(mutex_);
    if (stop.stop_requested()) return fail("it was cancelled");
    news_.phase = phase;
    news_.done = done;
    news_.of = of;
    return {};
}

bool TransferJob::cancel() {
    const std::lock_guard lock(mutex_);
    if (news_.phase == TransferPhase::adding || news_.outcome) return false;
    thread_.request_stop();
    return true;
}

TransferJob::News TransferJob::take() {
    const std::lock_guard lock(mutex_);
    News news{news_.phase, news_.done, news_.of, std::exchange(news_.outcome, std::nullopt)};
    return news;
}

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/output_job.h"

#include <utility>

namespace lathe::gui {

OutputJob::OutputJob(Work work)
    : thread_([this, work = std::move(work)](const std::stop_token& stop) {
          Answer answer = work([&](std::size_t done, std::size_t of) -> Result<void> {
              if (stop.stop_requested()) return fail("cancelled");
              const std::lock_guard lock(mutex_);
              news_.done = done;
              news_.of = of;
              return {};
          });
          const std::lock_guard lock(mutex_);
          news_.answer = std::move(answer);
      }) {}

OutputJob::News OutputJob::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(news_, {news_.done, news_.of, {}});
}

}  // namespace lathe::gui

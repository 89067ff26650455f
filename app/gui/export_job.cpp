// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/export_job.h"

#include <utility>

namespace lathe::gui {

ExportJob::ExportJob(bundle::HeadlessExport wanted, const config::Catalog& catalog)
    : thread_([this, wanted = std::move(wanted), &catalog](const std::stop_token& stop) {
          Answer answer = work(wanted, catalog, stop);
          const std::lock_guard lock(mutex_);
          news_.answer = std::move(answer);
      }) {}

ExportJob::Answer ExportJob::work(const bundle::HeadlessExport& wanted, const config::Catalog& catalog,
                                  const std::stop_token& stop) {
    const auto plan = bundle::plan_headless(wanted, catalog);
    if (!plan) return tl::make_unexpected(plan.error());
    if (stop.stop_requested()) return tl::make_unexpected(Errors{Error{"the export was cancelled"}});
    auto id = bundle::write_headless(*plan, wanted, [&](std::uint64_t done, std::uint64_t of) -> Result<void> {
        if (stop.stop_requested()) return fail("the export was cancelled");
        const std::lock_guard lock(mutex_);
        news_.done = done;
        news_.of = of;
        return {};
    });
    if (!id) return tl::make_unexpected(Errors{id.error()});
    return std::move(*id);
}

ExportJob::News ExportJob::take() {
    const std::lock_guard lock(mutex_);
    News news = std::exchange(news_, {});
    news_.done = news.done;
    news_.of = news.of;
    return news;
}

}  // namespace lathe::gui

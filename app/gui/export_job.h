// SPDX-License-Identifier: GPL-3.0-or-later
// An export that is being planned and written, on a thread of its own. How far it is waits until the window takes it.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "core/bundle/headless_export.h"

namespace lathe::gui {

class ExportJob {
  public:
    using Answer = tl::expected<std::string, Errors>;  // the id of a bundle

    struct News {
        std::uint64_t done = 0;  // bytes
        std::uint64_t of = 0;    // 0: it is still being planned
        std::optional<Answer> answer;
    };

    // `catalog` outlives this.
    ExportJob(bundle::HeadlessExport wanted, const config::Catalog& catalog);
    // Stops at the next piece of a file and waits for it; nothing is left behind.
    ~ExportJob() = default;

    void stop() { thread_.request_stop(); }
    bool isStopping() const { return thread_.get_stop_token().stop_requested(); }
    News take();

  private:
    Answer work(const bundle::HeadlessExport& wanted, const config::Catalog& catalog, const std::stop_token& stop);

    std::mutex mutex_;
    News news_;
    std::jthread thread_;
};

}  // namespace lathe::gui

// SPDX-License-Identifier: GPL-3.0-or-later
// A trial that is trained again from its record and compared with it, on a thread of its own. What there is to show
// waits until the window takes it.
#pragma once

#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>

#include "core/run/reproduction.h"
#include "core/run/session.h"

namespace lathe::gui {

class ReproduceJob {
  public:
    // nullopt: it was stopped.
    using Answer = tl::expected<std::optional<run::Reproduction>, Errors>;

    struct News {
        std::int64_t step = 0;
        std::int64_t of = 0;  // 0: it has not begun to train
        std::optional<Answer> answer;
    };

    // `services` outlives this.
    ReproduceJob(std::filesystem::path study_folder, int trial, const run::SessionServices& services);
    // Stops at the next batch and waits for it.
    ~ReproduceJob() = default;

    void stop() { thread_.request_stop(); }
    News take();

  private:
    Answer work(const std::filesystem::path& study_folder, int trial, const run::SessionServices& services,
                const std::stop_token& stop);
    void watch(run::Session& session, const std::stop_token& stop);

    std::mutex mutex_;
    News news_;
    std::jthread thread_;
};

}  // namespace lathe::gui

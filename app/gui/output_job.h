// SPDX-License-Identifier: GPL-3.0-or-later
// Studies that are being written for somebody else, on a thread of its own. How far it is waits until the window takes
// it.
#pragma once

#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include <QString>

#include "core/store/export/study_export.h"

namespace lathe::gui {

class OutputJob {
  public:
    // What to say when it is written.
    using Answer = Result<QString>;
    using Work = std::function<Answer(const store::ExportProgress& progress)>;

    struct News {
        std::size_t done = 0;  // trials
        std::size_t of = 0;    // 0: it is not known yet
        std::optional<Answer> answer;
    };

    explicit OutputJob(Work work);
    // Stops after the trial that is being written, and waits for it; nothing is left behind.
    ~OutputJob() = default;

    void stop() { thread_.request_stop(); }
    bool isStopping() const { return thread_.get_stop_token().stop_requested(); }
    News take();

  private:
    std::mutex mutex_;
    News news_;
    std::jthread thread_;
};

}  // namespace lathe::gui

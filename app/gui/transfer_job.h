// SPDX-License-Identifier: GPL-3.0-or-later
// Something that is carried to another machine or from there, on a thread of its own. How far it is waits until the
// window takes it.
#pragma once

#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>

#include <QString>

#include "core/base/error.h"

namespace lathe::gui {

enum class TransferPhase : std::uint8_t {
    packing,
    sending,
    adding,  // it is the other machine's now: it can be cancelled no more
    running,
    fetching
};

class TransferJob {
  public:
    struct Done {
        QString message;
        bool isWarning = false;
        int item = 0;  // of the queue there; 0: none
    };
    using Outcome = tl::expected<Done, Errors>;
    // Called on the job's thread; `of` 0: nobody knows. The error: it was cancelled.
    using Report = std::function<Result<void>(TransferPhase phase, std::uint64_t done, std::uint64_t of)>;
    using Work = std::function<Outcome(const Report& report, const std::stop_token& stop)>;

    struct News {
        TransferPhase phase = TransferPhase::packing;
        std::uint64_t done = 0;
        std::uint64_t of = 0;
        std::optional<Outcome> outcome;
    };

    // `work` ends soon after its token asks for it, whatever it waits for.
    explicit TransferJob(Work work);
    // Cancels it, and waits for its end.
    ~TransferJob() = default;

    // False: it is too late.
    bool cancel();
    bool isCancelled() const { return thread_.get_stop_token().stop_requested(); }
    News take();

  private:
    Result<void> report(const std::stop_token& stop, TransferPhase phase, std::uint64_t done, std::uint64_t of);

    std::mutex mutex_;
    News news_;
    std::jthread thread_;  // last: it uses all the others
};

}  // namespace lathe::gui

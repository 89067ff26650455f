// SPDX-License-Identifier: GPL-3.0-or-later
// What Slurm has of this person's jobs, asked once for all of a session's trials.
#pragma once

#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "core/run/slurm/slurm_commands.h"

namespace lathe::run::slurm {

// Every method: any thread.
class JobQueue {
  public:
    using Clock = std::chrono::steady_clock;

    // Slurm is asked once in `period` at most; `commands` outlives it.
    JobQueue(const SlurmCommands& commands, std::chrono::milliseconds period);

    // One answer of Slurm.
    struct View {
        Clock::time_point asked{};  // what was submitted later need not be in it
        std::vector<QueuedJob> jobs;

        // The job with this number and this name; nullptr: it is not in the queue. Lives as long as the view.
        const QueuedJob* find(const JobKey& job) const;
        // The job of this name, or this element of an array of this name; nullptr: it is not in the queue. Lives as
        // long as the view.
        const QueuedJob* find_name(std::string_view name, std::optional<int> element = {}) const;
    };
    // The newest answer of Slurm; null: there is none yet. Any thread; returns at once: a thread of its own asks, as
    // long as somebody looks.
    std::shared_ptr<const View> look();
    // Why Slurm did not answer the last time; "": it did.
    std::string trouble() const;

  private:
    void run(const std::stop_token& stop);
    void ask(const std::stop_token& stop);

    const SlurmCommands& commands_;
    const std::chrono::milliseconds period_;
    mutable std::mutex mutex_;  // guards what follows; not held while Slurm is asked
    std::condition_variable_any wake_;
    bool is_wanted_ = false;  // somebody has looked since Slurm was asked
    std::shared_ptr<const View> newest_;
    std::string trouble_;
    std::jthread thread_;  // last: it uses all the others
};

}  // namespace lathe::run::slurm

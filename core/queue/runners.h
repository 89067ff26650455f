// SPDX-License-Identifier: GPL-3.0-or-later
// The processes that run the queue, so that listings can say whether anybody does, and so that they can be stopped.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/queue/process_identity.h"

namespace lathe::queue {

// A process that runs the queue.
struct RunnerInfo {
    ProcessIdentity process;
    int at_once = 1;
    bool stays = false;  // also when nothing waits
};

// While it lives, the process is listed, until it is told to stop. One a process.
class RunnerMark {
  public:
    // Lists this process as one that runs the queue, and removes what processes that were killed have left there.
    static Result<RunnerMark> leave(const std::filesystem::path& queue_folder, const RunnerInfo& info);
    RunnerMark(RunnerMark&& other) noexcept : file_(std::exchange(other.file_, {})) {}
    RunnerMark& operator=(RunnerMark&&) = delete;
    ~RunnerMark();

  private:
    explicit RunnerMark(std::filesystem::path file) : file_(std::move(file)) {}
    std::filesystem::path file_;
};

// The processes that run the queue; not those that were told to stop.
std::vector<RunnerInfo> living_runners(const std::filesystem::path& queue_folder);

// Tells a process that runs the queue to stop, by SIGTERM, and takes it out of the list, so that it is told once: a
// second signal would end it before its items. To be called under the lock of the queue. False: it has ended, or may
// not be told.
bool tell_to_stop(const std::filesystem::path& queue_folder, const RunnerInfo& runner);

}  // namespace lathe::queue

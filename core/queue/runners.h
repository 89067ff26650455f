// SPDX-License-Identifier: GPL-3.0-or-later
// The processes that run the queue, so that listings can say whether anybody does, and so that they can be stopped.
#pragma once

#include <filesystem>
#include <utility>
#include <vector>

#include "core/base/error.h"
#include "core/queue/process_identity.h"

namespace lathe::queue {

struct RunnerInfo {
    ProcessIdentity process;
    int at_once = 1;
    bool stays = false;  // also when nothing waits
};

// While it lives, the process is listed. One a process.
class RunnerMark {
  public:
    static Result<RunnerMark> leave(const std::filesystem::path& queue_folder, const RunnerInfo& info);
    RunnerMark(RunnerMark&& other) noexcept : file_(std::exchange(other.file_, {})) {}
    RunnerMark& operator=(RunnerMark&&) = delete;
    ~RunnerMark();

  private:
    explicit RunnerMark(std::filesystem::path file) : file_(std::move(file)) {}
    std::filesystem::path file_;
};

std::vector<RunnerInfo> living_runners(const std::filesystem::path& queue_folder);

}  // namespace lathe::queue

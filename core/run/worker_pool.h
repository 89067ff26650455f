// SPDX-License-Identifier: GPL-3.0-or-later
// Worker processes that wait for their next trial: LibTorch is loaded there, and the data that the last trial read are
// still in memory, in the same memory for all workers.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/base/shared_blocks.h"
#include "core/run/worker_process.h"

namespace lathe::run {

// Any thread. Its destructor ends the workers that wait.
class WorkerPool {
  public:
    using Clock = std::chrono::steady_clock;
    // A worker that has nothing to do is ended: on a GPU soon, because its memory there is in the way of others.
    static constexpr Clock::duration longest_wait_on_gpu = std::chrono::seconds(2);
    static constexpr Clock::duration longest_wait = std::chrono::seconds(60);

    // `program`: path of lathectl.
    explicit WorkerPool(std::string program);
    ~WorkerPool();

    // A worker process that waits and sees these GPUs, else a new one. The error: it cannot be started.
    Result<std::unique_ptr<WorkerProcess>> take(const std::string& visible_gpus);
    // Keeps a worker for the next trial, after one that ended well; others are to be destroyed.
    void give_back(std::unique_ptr<WorkerProcess> worker);

  private:
    struct Idle {
        std::unique_ptr<WorkerProcess> worker;
        Clock::time_point until;
    };
    std::unique_ptr<WorkerProcess> take_idle(const std::string& visible_gpus);
    void work(std::stop_token stop);

    const std::string program_;
    const std::unique_ptr<SharedBlocks> data_;  // nullptr: each worker reads its own
    std::mutex mutex_;
    std::condition_variable_any changed_;
    std::vector<Idle> idle_;
    std::vector<std::function<void()>> starts_;  // to be made by the thread
    bool woken_ = false;
    // A worker dies with the thread that made it (PR_SET_PDEATHSIG goes by threads), so one thread makes them all.
    std::jthread thread_;  // last: it uses all the others
};

}  // namespace lathe::run

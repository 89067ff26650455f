// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace lathe::run {

// Blocks a training thread while the person has paused it. Thread-safe.
class PauseGate {
  public:
    // From now on wait() blocks. Never waits itself.
    void pause();
    // Wakes all who wait.
    void resume();
    // Whether it is paused as of now: another thread may change it at once.
    bool paused() const { return paused_.load(std::memory_order_relaxed); }
    // Returns at once when not paused; otherwise when resumed or when `stop` is requested.
    void wait(std::stop_token stop);
    // The same, but for so long at most; false: it is paused still.
    bool wait_for(std::stop_token stop, std::chrono::milliseconds longest);

  private:
    std::atomic<bool> paused_ = false;
    std::mutex mutex_;
    std::condition_variable_any changed_;
};

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// SIGINT, SIGTERM and SIGHUP, taken by a thread instead of a handler.
#pragma once

#include <atomic>
#include <functional>
#include <thread>

namespace lathe::ctl {

// From construction to destruction the first SIGINT, SIGTERM or SIGHUP (unless it is ignored, as under nohup) calls
// `stop` (on a thread of this object), and a second one, other than SIGHUP, ends the process at once. Make it before
// any other thread, which would otherwise take the signals.
class StopSignals {
  public:
    explicit StopSignals(std::function<void()> stop);
    ~StopSignals();
    StopSignals(const StopSignals&) = delete;
    StopSignals& operator=(const StopSignals&) = delete;

    // 130 after SIGINT, 143 after SIGTERM, 129 after SIGHUP, 0 when none came.
    int exit_code() const { return exit_code_; }

  private:
    void run(const std::function<void()>& stop);

    int signals_ = -1;  // signalfd
    int quit_ = -1;     // eventfd
    std::atomic<int> exit_code_ = 0;
    std::thread thread_;
};

}  // namespace lathe::ctl

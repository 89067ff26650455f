// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <optional>

namespace lathe::run {

// Time that passed while running. Plain value.
class Stopwatch {
  public:
    using Clock = std::chrono::steady_clock;

    // Stands still. `earlier`: time that counts as passed already.
    explicit Stopwatch(std::chrono::milliseconds earlier = {}) : before_(earlier) {}
    // Goes on counting. Changes nothing where it runs already.
    void start() {
        if (!since_) since_ = Clock::now();
    }
    // Stops counting; what has passed is kept.
    void stop() {
        before_ = elapsed();
        since_.reset();
    }
    // All that has passed, up to now while it runs.
    std::chrono::milliseconds elapsed() const {
        if (!since_) return before_;
        return before_ + std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - *since_);
    }

  private:
    std::chrono::milliseconds before_;
    std::optional<Clock::time_point> since_;
};

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// Where the time of a training goes: seconds per action, as a table.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <string>

namespace lathe::train {

// One thread.
class Profiler {
  public:
    using Clock = std::chrono::steady_clock;

    // Counts one call of the action and adds its time. Actions may lie within one another; nothing is subtracted.
    void add(const std::string& action, Clock::duration taken);
    // A table of the actions by the time they took: action, calls, mean, total, part of the whole.
    std::string table() const;

  private:
    struct Taken {
        std::int64_t calls = 0;
        Clock::duration total{};
    };
    const Clock::time_point start_ = Clock::now();
    std::map<std::string, Taken> actions_;
};

// Measures its own lifetime; does nothing without a profiler.
class ProfilerSpan {
  public:
    // `profiler` may be null; it and `action` outlive the span.
    ProfilerSpan(Profiler* profiler, const char* action) : profiler_(profiler), action_(action) {
        if (profiler_ != nullptr) start_ = Profiler::Clock::now();
    }
    ~ProfilerSpan() {
        if (profiler_ != nullptr) profiler_->add(action_, Profiler::Clock::now() - start_);
    }
    ProfilerSpan(const ProfilerSpan&) = delete;
    ProfilerSpan& operator=(const ProfilerSpan&) = delete;

  private:
    Profiler* profiler_;
    const char* action_;
    Profiler::Clock::time_point start_;
};

}  // namespace lathe::train

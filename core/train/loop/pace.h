// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a training goes, of which what is left of it is told.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace lathe::train {

// Steps a second on the average of some ten seconds, so that one slow step or a validation does not make hours of a
// minute, and a machine that got slower is noticed all the same. One thread at a time.
class Pace {
  public:
    // When something was, on a clock that never goes back.
    using Time = std::chrono::steady_clock::time_point;

    // Measures from this step on: the training begins, or goes on after a pause.
    void begin(std::int64_t step, Time now);
    // After so many steps, of the whole training: steps a second; nullopt in the first half second, which says nothing.
    std::optional<double> at(std::int64_t step, Time now);

  private:
    Time since_;
    std::int64_t first_ = 0;
};

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// What prepares data for longer than a moment asks this now and then: whether to go on, and whom to tell how far it is.
#pragma once

#include <cstdint>
#include <functional>
#include <stop_token>
#include <string>

#include "core/train/error.h"

namespace lathe::train {

// Ends a preparation that somebody stopped; no mistake of anyone.
class PreparationStopped : public TrainError {
  public:
    PreparationStopped() : TrainError("stopped while the data were prepared") {}
};

struct Preparation {
    std::stop_token stop;
    std::function<void(const std::string& line)> log;  // may be empty; called on the thread that prepares

    // Throws PreparationStopped when `stop` was requested. Any thread.
    void check() const {
        if (stop.stop_requested()) throw PreparationStopped();
    }
    // Calls `log` if there is one, on the calling thread.
    void say(const std::string& line) const {
        if (log) log(line);
    }
};

}  // namespace lathe::train

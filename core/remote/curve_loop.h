// SPDX-License-Identifier: GPL-3.0-or-later
// Has the curves and logs that somebody looks at follow (live_trials.h) until it is told to stop, over a connection of
// its own: what else is copied never holds them up.
#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <vector>

#include "core/remote/live_trials.h"

namespace lathe::remote {

// run() is called once, on a thread of its own; the callback comes on that thread. The others: any thread.
class CurveLoop {
  public:
    // `on_points`: points or log of a trial have come into the copy.
    CurveLoop(Address address, std::filesystem::path folder, std::function<void(const TrialPlace&)> on_points);
    // Copies until `stop` is requested. A lost connection is made again; the callback tells of points only.
    void run(const std::stop_token& stop);

    // Sets the trials whose curves and logs are copied from now on.
    void look_at(std::vector<LookedAt> trials);
    // Asks for more points of the parts that are shown larger now, in the place of what was asked before and is not
    // done yet.
    void refine(std::map<TrialPlace, std::vector<CurvePart>> parts);

  private:
    using Parts = std::map<TrialPlace, std::vector<CurvePart>>;
    struct Work {
        std::vector<LookedAt> trials;
        Parts parts;
    };
    Work take_work();
    Result<void> step(LiveTrials& live, const Work& work);
    void wait(const std::stop_token& stop, std::chrono::milliseconds longest, bool until_told);

    Address address_;
    std::filesystem::path folder_;
    std::function<void(const TrialPlace&)> on_points_;
    std::mutex mutex_;
    std::condition_variable_any told_;
    std::vector<LookedAt> trials_;  // these three under the mutex
    Parts parts_;
    bool has_news_ = false;
    std::chrono::steady_clock::time_point last_points_;
};

}  // namespace lathe::remote

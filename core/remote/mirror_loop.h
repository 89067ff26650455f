// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the copy of another machine's workspace in step until it is told to stop: what changed there, the curves and
// logs of what trains, and then, one after another and the newest first, those of trials that have ended.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "core/remote/mirror.h"

namespace lathe::remote {

// run() is called once, on a thread of its own; the callbacks come on that thread.
class MirrorLoop {
  public:
    enum class State : std::uint8_t { connecting, connected, lost, failed };
    struct Callbacks {
        // `why`: of lost and failed. After failed, run() returns.
        std::function<void(State state, const std::string& why)> on_state;
        std::function<void()> on_change;  // something in the folder is new
    };

    MirrorLoop(Address address, std::filesystem::path folder, Callbacks callbacks);
    void run(const std::stop_token& stop);

  private:
    using Place = std::pair<std::string, int>;  // a study and one of its trials
    Result<bool> step(Mirror& mirror);
    void look_at(const Mirror& mirror, const std::string& study);
    std::vector<Place> places_to_follow() const;

    Address address_;
    std::filesystem::path folder_;
    Callbacks callbacks_;
    std::map<std::string, std::vector<int>> running_;  // trials, by study
    std::set<Place> ended_;                            // whose curves are still to come
    std::set<Place> whole_;                            // whose curves are here
};

}  // namespace lathe::remote

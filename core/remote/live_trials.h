// SPDX-License-Identifier: GPL-3.0-or-later
// The trials of another machine that somebody looks at: their curves and logs come into the copy of the workspace
// (mirror.h) as they grow there, all of them with one request.
#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "core/remote/host.h"
#include "core/remote/mirrored_trial.h"

namespace lathe::remote {

using TrialPlace = std::pair<std::string, int>;  // a study and the number of one of its trials

// A trial that somebody looks at.
struct LookedAt {
    TrialPlace place;
    bool is_over = false;  // once all of it is here, nothing more is asked for
};

// One thread at a time; one of a copy.
class LiveTrials {
  public:
    // `host` outlives this. `folder`: of the copy.
    LiveTrials(Host& host, std::filesystem::path folder) : host_(&host), folder_(std::move(folder)) {}

    // Whether any of these has more to come.
    bool has_more(const std::vector<LookedAt>& trials);
    // Copies what is new of these trials in one request, which waits there at most so long for something new; gives
    // those that have news. Those that run come first; where there are more than one request takes, the others follow
    // in turn.
    Result<std::vector<TrialPlace>> follow(const std::vector<LookedAt>& trials, std::chrono::milliseconds wait);
    // Copies more points of these parts of a trial's curves; whether there are any.
    Result<bool> refine(const TrialPlace& place, const std::vector<CurvePart>& parts);

    static constexpr int columns = 1000;  // of a metric, at first

  private:
    MirroredTrial* find(const TrialPlace& place);
    bool is_refused(const TrialPlace& place) const;
    std::vector<LookedAt> next(const std::vector<LookedAt>& trials);

    Host* host_;
    std::filesystem::path folder_;
    std::map<TrialPlace, MirroredTrial> trials_;
    // That the host did not give, with the version of the study's copy by then: it is asked again once more of the
    // study has come. A trial may begin later, and a study that was removed may come back.
    std::map<TrialPlace, std::string> refused_;
    std::size_t turn_ = 0;
};

}  // namespace lathe::remote

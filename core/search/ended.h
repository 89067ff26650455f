// SPDX-License-Identifier: GPL-3.0-or-later
// A walk over the ended trials in the order in which they ended, each once: for tuners whose state is a fold over them.
#pragma once

#include <cstdint>

#include "core/search/losses.h"
#include "core/search/observations.h"

namespace lathe::search {

// A walk over the ended trials in the order in which they ended, each once: for tuners whose state is a fold over them.
// One thread.
class EndedCursor {
  public:
    // True when `seen` is not the one of the last call: the tuner's state has to begin anew.
    bool moved_to(const Observations& seen) {
        if (id_ == seen.id()) return false;
        id_ = seen.id();
        next_ = 0;
        return true;
    }

    // Calls take(trial, row) for each trial that ended since; canceled ones and those outside the space are left out.
    template <class Take>
    void advance(const Observations& seen, const Take& take) {
        const auto& ended = seen.history().ended;
        for (; next_ < ended.size(); ++next_) {
            const Trial& trial = seen.history().trials[static_cast<std::size_t>(ended[next_])];
            const auto row = seen.row_of(trial.number);
            if (trial.state > TrialState::early_stopped || row.size() != seen.layout().size()) continue;
            take(trial, row);
        }
    }

  private:
    std::uint64_t id_ = 0;
    std::size_t next_ = 0;
};

// The ended trials in the order in which they ended, failed ones included, with their losses; those that were stopped
// early as if they had come to their end (partial_curves.h).
struct Ended {
    std::vector<std::span<const double>> rows;
    std::vector<std::vector<double>> losses;
    std::vector<std::span<const double>> excesses;  // of each constraint
    std::vector<double> violations;                 // of all
    // Not one that was stopped early with its first objective, before it came to the others.
    std::vector<char> failed;
};
// Collects the ended trials, with `most` only the first so many, as they looked when the last of these ended.
Ended ended_trials(const Observations& seen, std::size_t most = SIZE_MAX);

// One loss for each ended trial, as they compare with each other (one_loss_each() of losses.h).
std::vector<double> scalarised(const Ended& ended);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// How the processes of one trial have ended, and what became of the trial. Of several ranks one may be at fault and the
// others only miss it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/run/executor.h"

namespace lathe::run {

// Plain value.
class RankEnds {
  public:
    // `ranks`: how many processes train the trial, at least 1; none has ended yet.
    explicit RankEnds(int ranks) : ends_(static_cast<std::size_t>(ranks)) {}

    // The process itself has told its result. Ranks count from 0.
    void told(int rank, TrialResult result);
    // How a process ended without telling.
    struct Death {
        std::string how;         // "was killed by signal 9 ..."
        std::string last_words;  // the last line of the trial's log
        bool is_a_kill = false;  // from outside: the trial may go on where it was
    };
    // The process has ended without telling its result: a failure of the trial.
    void died(int rank, const Death& death);

    // Whether it has told its result, or died. Ranks count from 0.
    bool has_ended(int rank) const { return ends_[static_cast<std::size_t>(rank)].has_value(); }
    // Whether all ranks have ended: from then on result() is final.
    bool all_have_ended() const;
    // Whether it has come to its end without a failure.
    bool has_outcome(int rank) const;
    // Whether one has ended as no rank should before the others.
    bool one_has_failed() const;

    // Rank 0's outcome, or the first failure that was heard of before it and is not another's consequence. At least one
    // rank has ended.
    TrialResult result() const;

  private:
    bool is_alone() const { return ends_.size() == 1; }
    void count_failure(int rank);
    std::string named(int rank, const std::string& why) const;

    std::vector<std::optional<TrialResult>> ends_;
    std::vector<int> failed_;  // ranks, in the order in which they were heard of
};

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a search has nothing more to gain, as `search.stop_when` of its experiment says.
#pragma once

#include <cstddef>
#include <string>

#include "core/search/experiment.h"
#include "core/search/study.h"

namespace lathe::run {

// Not synchronised: its owner serialises access.
class StopRule {
  public:
    // Takes the rule from `search.stop_when`; without one, reason() stays empty.
    explicit StopRule(const search::SearchSettings& settings);

    // Why no more trials are needed; "": they are. Worked out anew when a trial has ended since.
    const std::string& reason(const search::Study& study);

  private:
    std::string worked_out(const search::Study& study) const;

    std::optional<int> no_improvement_;
    std::optional<double> expected_regret_;
    std::size_t ended_ = 0;  // trials when it was worked out
    std::string reason_;
};

}  // namespace lathe::run

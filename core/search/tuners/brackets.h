// SPDX-License-Identifier: GPL-3.0-or-later
// The brackets of Hyperband (Li et al. 2018): many configurations with a small budget, of which the best 1/eta go on
// with eta times as much, and so on. Where the search stands is read off the notes that the trials carry.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "core/search/observations.h"

namespace lathe::search {

// One step of a bracket.
struct Rung {
    std::size_t count;    // configurations
    std::int64_t budget;  // epochs in all
};

// The plan of the brackets. Keeps nothing of the search.
class Brackets {
  public:
    // Budgets are epochs, at least 1; a maximum below the minimum is taken for the minimum. `eta` is at least 2.
    Brackets(std::int64_t min_budget, std::int64_t max_budget, std::int64_t eta);

    // The rungs of bracket `index`: s_max, s_max - 1, ..., 0, and again.
    std::vector<Rung> rungs(std::int64_t index) const;

    // What comes next: a new configuration at the lowest rung of `bracket`, or a promotion of trial `from`.
    struct Next {
        std::int64_t bracket = 0;
        std::int64_t rung = 0;
        std::int64_t budget = 0;
        std::optional<int> from;
    };
    // While a rung still runs, the next bracket is begun, so that nobody waits. In an exhausted space only promotions
    // are left; nullopt when there is nothing to promote (yet) either.
    enum class Space : std::uint8_t { has_more, exhausted };
    // The step that comes next, promotions before new configurations. `seen` has all trials, those that run included.
    std::optional<Next> next(const Observations& seen, Space space) const;

    // The suggestion for a step: a promotion has the parameters of its trial and goes on from its checkpoint.
    static Suggestion suggestion(const Next& next, space::Params params);

  private:
    std::optional<Next> promotion(const Observations& seen, std::int64_t bracket,
                                  const std::vector<std::vector<const Trial*>>& by_rung, Space space) const;

    std::int64_t max_budget_;
    std::int64_t eta_;
    std::int64_t s_max_ = 0;
};

}  // namespace lathe::search

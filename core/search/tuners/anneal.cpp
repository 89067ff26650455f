// SPDX-License-Identifier: GPL-3.0-or-later
// Hyperopt's annealing: draws around one of the best trials, in a neighbourhood that shrinks as trials are made.
#include <algorithm>
#include <cmath>

#include "core/search/distinct.h"
#include "core/search/losses.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

constexpr double mean_best_index = 2.0;  // expected rank of the anchor, from 1
constexpr double shrinkage = 0.1;

class AnnealTuner final : public Tuner {
  public:
    explicit AnnealTuner(const config::Value& arguments)
        : seed_(static_cast<std::uint64_t>(arguments.int_or("seed", 0))) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const auto scored = losses(seen, Liar::ignore);
        const auto order = ranking(scored);
        // No anchor is one that failed.
        const auto results = static_cast<std::size_t>(
            std::ranges::count_if(scored, [](const Scored& one) { return std::isfinite(one.loss); }));
        const auto row = first_distinct(seen, random, [&] {
            if (results == 0) return layout.sample(random);
            // A geometric distribution over the ranks.
            const double skipped = std::log(1 - random.uniform()) / std::log(1 - 1 / mean_best_index);
            const auto rank = std::min(results - 1, static_cast<std::size_t>(skipped));
            return near(layout, seen.all()[scored[order[rank]].observation].row, scored.size(), random);
        });
        return as_suggestion(layout, row);
    }

  private:
    static space::Row near(const space::Layout& layout, std::span<const double> anchor, std::size_t trials,
                           Random& random) {
        const double share = 1 / (1 + static_cast<double>(trials) * shrinkage);
        space::Row row = layout.sample(random);
        for (std::size_t c = 0; c < layout.size(); ++c) {
            if (std::isnan(anchor[c])) continue;
            if (layout.columns()[c].is_choice()) {
                if (random.uniform() >= share) row[c] = anchor[c];
                else row[c] = static_cast<double>(random.below(layout.columns()[c].distribution.branches.size()));
            } else {
                const double low = std::clamp(anchor[c] - share / 2, 0.0, 1 - share);
                row[c] = random.uniform(low, low + share);
            }
        }
        layout.complete(row, random);  // a branch that neither the anchor nor the sample chose has no values yet
        return row;
    }

    std::uint64_t seed_;
};

}  // namespace

TunerKind anneal_kind() {
    return {"Anneal",
            "Draws near the best trials, in a shrinking neighbourhood",
            {seed_option()},
            [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
                return std::make_unique<AnnealTuner>(arguments);
            }};
}

}  // namespace lathe::search

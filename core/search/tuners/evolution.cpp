// SPDX-License-Identifier: GPL-3.0-or-later
// Regularised evolution (Real et al. 2019): of two trials drawn from the newest population_size, the better one gets a
// child in which one parameter is drawn anew.
#include <algorithm>
#include <cmath>

#include "core/search/distinct.h"
#include "core/search/losses.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class EvolutionTuner final : public Tuner {
  public:
    explicit EvolutionTuner(const config::Value& arguments)
        : seed_(static_cast<std::uint64_t>(arguments.int_or("seed", 0))),
          population_(static_cast<std::size_t>(arguments.int_or("population_size", 32))) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const auto scored = losses(seen, Liar::ignore);
        const auto row = first_distinct(seen, random, [&] {
            if (scored.size() < population_) return layout.sample(random);
            const auto draw = [&] { return scored[scored.size() - 1 - random.below(population_)]; };
            const Scored a = draw();
            const Scored b = draw();
            return mutate(layout, seen.all()[a.loss <= b.loss ? a.observation : b.observation].row, random);
        });
        return as_suggestion(layout, row);
    }

  private:
    static space::Row mutate(const space::Layout& layout, std::span<const double> parent, Random& random) {
        space::Row row(parent.begin(), parent.end());
        std::vector<std::size_t> active;
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!std::isnan(row[c])) active.push_back(c);
        if (active.empty()) return row;
        const std::size_t changed = active[random.below(active.size())];
        const auto& column = layout.columns()[changed];
        row[changed] = column.is_choice() ? static_cast<double>(random.below(column.distribution.branches.size()))
                                          : random.uniform();
        layout.complete(row, random);  // the parameters of a branch that the parent did not have
        return row;
    }

    std::uint64_t seed_;
    std::size_t population_;
};

}  // namespace

TunerKind evolution_kind() {
    return {
        "Evolution",
        "Mutates the better of two recent trials",
        {seed_option(), config::option("population_size", config::Type::integer, 32, "Trials that may have children")
                            .at_least(1)
                            .at_most(1e6)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
            return std::make_unique<EvolutionTuner>(arguments);
        }};
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// Quasi-Monte Carlo: the points of a Sobol sequence, scrambled by the seed (Matousek 1998: a random lower triangular
// matrix for each dimension, then a digital shift). Point `number` needs no history at all.
#include <optional>

#include "core/search/distinct.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/sobol_rows.h"

namespace lathe::search {

namespace {

class QmcTuner final : public Tuner {
  public:
    explicit QmcTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))), scramble_(v.bool_or("scramble", true)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        bool first = true;
        const auto row = first_distinct(seen, random, [&] {
            if (!first) return layout.sample(random);  // two points gave the same configuration
            first = false;
            return sobol_.row(layout, scramble_ ? std::optional(seed_) : std::nullopt, number);
        });
        return as_suggestion(layout, row);
    }

  private:
    std::uint64_t seed_;
    bool scramble_;
    SobolRows sobol_;
};

}  // namespace

TunerKind qmc_kind() {
    return {
        "QMC",
        "A scrambled Sobol sequence: fills the space more evenly than random draws",
        {seed_option(), config::option("scramble", config::Type::boolean, true, "Scramble the sequence by the seed")},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<QmcTuner>(arguments); },
        Feedback::none};
}

}  // namespace lathe::search

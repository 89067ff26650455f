// SPDX-License-Identifier: GPL-3.0-or-later
// Hyperband (Li et al. 2018): random configurations in brackets.h.
#include <memory>

#include "core/search/distinct.h"
#include "core/search/tuners/brackets.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class HyperbandTuner final : public Tuner {
  public:
    explicit HyperbandTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))), brackets_(1, v.int_or("R", 60), v.int_or("eta", 3)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        auto next = brackets_.next(seen, Brackets::Space::has_more);
        if (!next->from) {
            Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
            const auto row = first_distinct(seen, random, [&] { return layout.sample(random); });
            if (row) return Brackets::suggestion(*next, layout.to_params(*row));
            next = brackets_.next(seen, Brackets::Space::exhausted);
            if (!next) return std::nullopt;
        }
        return Brackets::suggestion(*next, seen.history().trials[static_cast<std::size_t>(*next->from)].params);
    }

  private:
    std::uint64_t seed_;
    Brackets brackets_;
};

}  // namespace

TunerKind hyperband_kind() {
    using config::option;
    using config::Type;
    return {"Hyperband",
            "Many trials with few epochs; the best go on with more",
            {seed_option(), option("R", Type::integer, 60, "Most epochs of a trial").at_least(1).at_most(1e9),
             option("eta", Type::integer, 3, "One in so many goes on, with so many times the epochs")
                 .at_least(2)
                 .at_most(1000)},
            [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
                return std::make_unique<HyperbandTuner>(arguments);
            },
            Feedback::objective,
            Objectives::several,
            Repeats::with_more_epochs};
}

}  // namespace lathe::search

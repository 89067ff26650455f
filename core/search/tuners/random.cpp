// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/distinct.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class RandomTuner final : public Tuner {
  public:
    explicit RandomTuner(const config::Value& arguments)
        : seed_(static_cast<std::uint64_t>(arguments.int_or("seed", 0))) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const auto row = first_distinct(seen, random, [&] { return layout.sample(random); });
        return as_suggestion(layout, row);
    }

  private:
    std::uint64_t seed_;
};

}  // namespace

TunerKind random_kind() {
    return {"Random",
            "Independent draws; never the same configuration twice",
            {seed_option()},
            [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
                return std::make_unique<RandomTuner>(arguments);
            },
            Feedback::none};
}

}  // namespace lathe::search

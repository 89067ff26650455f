#include "core/search/distinct.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class RandomTuner final : public Tuner {
  public:
    explicit RandomTuner(const config::Value& arguments)
        : seed_(static_cast<std::uint64_t>(arguments.int_or("seed", 0))) {}

    std::optional<space::Params> suggest(const space::Space& space, const History& history, int number) override {
        const space::Layout layout(space);
        const Observations seen(layout, history);
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const auto row = first_distinct(layout, seen, random, [&] { return layout.sample(random); });
        return row ? std::optional(layout.to_params(*row)) : std::nullopt;
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
            }};
}

}  // namespace lathe::search

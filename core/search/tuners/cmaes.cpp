// CMA-ES over the unit box. The distribution is a fold over the ended trials in the order in which they ended, so that
// any number of them may run at once. When it has shrunk to a point it starts anew with twice the population (IPOP:
// Auger, Hansen 2005).
#include <algorithm>
#include <cmath>
#include <memory>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/tuners/cma_state.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class CmaTuner final : public Tuner {
  public:
    explicit CmaTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          population_(static_cast<std::size_t>(v.int_or("population_size", 0))),
          sigma_(v.number_or("sigma0", 1.0 / 6)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        if (cursor_.moved_to(seen)) {
            restarts_ = 0;
            begin(seen.layout());
        }
        cursor_.advance(seen, [&](const Trial& trial, std::span<const double> row) {
            state_->tell(row, loss_of(seen.history(), trial),
                         mix_seeds(seed_ + 1, static_cast<std::uint64_t>(trial.number)));
            if (!state_->converged()) return;
            ++restarts_;
            begin(seen.layout());
        });
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        return as_suggestion(seen.layout(), first_distinct(seen, random, [&] { return state_->sample(random); }));
    }

  private:
    void begin(const space::Layout& layout) {
        const std::size_t before = state_ ? state_->lambda() : population_;
        space::Row start;
        if (restarts_ > 0) {
            Random random(mix_seeds(seed_ + 2, static_cast<std::uint64_t>(restarts_)));
            start.assign(layout.size(), std::nan(""));
            layout.complete(start, random);
        }
        const std::size_t lambda = restarts_ > 0 ? std::min<std::size_t>(2 * before, 4096) : population_;
        state_ = std::make_unique<CmaState>(layout, sigma_, lambda, start);
    }

    std::uint64_t seed_;
    std::size_t population_;
    double sigma_;
    EndedCursor cursor_;
    int restarts_ = 0;
    std::unique_ptr<CmaState> state_;
};

}  // namespace

TunerKind cmaes_kind() {
    using config::option;
    using config::Type;
    return {
        "CMA-ES",
        "Covariance matrix adaptation: a normal distribution that learns the scale and slant of the valley",
        {seed_option(),
         option("population_size", Type::integer, 0, "Trials a generation; 0: 4 + 3 ln(parameters)")
             .at_least(0)
             .at_most(4096),
         option("sigma0", Type::floating, 1.0 / 6, "First standard deviation, as a share of each range")
             .above(0)
             .at_most(1)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<CmaTuner>(arguments); },
        Feedback::objective,
        Objectives::one};
}

}  // namespace lathe::search

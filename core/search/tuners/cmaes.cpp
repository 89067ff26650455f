// SPDX-License-Identifier: GPL-3.0-or-later
// CMA-ES over the unit box. The distribution is a fold over the ended trials in the order in which they ended, so that
// any number of them may run at once. After other tuners it begins at the best of their trials, as wide as the best
// tenth of them is spread. When it has shrunk to a point it starts anew with twice the population (IPOP: Auger, Hansen
// 2005).
#include <algorithm>
#include <cmath>
#include <memory>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/tuners/cma_state.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

constexpr double narrowest = 1e-3;  // first standard deviation, where earlier trials lie close together

class CmaTuner final : public Tuner {
  public:
    explicit CmaTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          population_(static_cast<std::size_t>(v.int_or("population_size", 0))),
          sigma_(v.number_or("sigma0", 1.0 / 6)),
          after_(static_cast<std::size_t>(v.int_or("after", 0))) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        if (cursor_.moved_to(seen)) {
            restarts_ = 0;
            earlier_.clear();
            begin(seen.layout());
        }
        cursor_.advance(seen, [&](const Trial& trial, std::span<const double> row) {
            if (earlier_.size() < after_) {
                earlier_.push_back({feasible_first_loss_of(seen.history(), trial), row});
                if (earlier_.size() == after_) begin_at_the_best(seen.layout());
                return;
            }
            state_->tell(row, feasible_first_loss_of(seen.history(), trial),
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

    void begin_at_the_best(const space::Layout& layout) {
        std::ranges::stable_sort(earlier_, {}, &Earlier::loss);
        space::Row best(earlier_.front().row.begin(), earlier_.front().row.end());
        Random random(mix_seeds(seed_ + 3, 0));
        layout.complete(best, random);
        double squares = 0;
        double count = 0;
        for (std::size_t i = 1; i <= earlier_.size() / 10; ++i)
            for (std::size_t c = 0; c < best.size(); ++c) {
                const double x = earlier_[i].row[c];
                if (std::isnan(x) || layout.columns()[c].is_choice()) continue;
                squares += (x - best[c]) * (x - best[c]);
                ++count;
            }
        const double spread = count > 0 ? std::sqrt(squares / count) : sigma_;
        state_ = std::make_unique<CmaState>(layout, std::clamp(spread, narrowest, sigma_), population_, best);
    }

    struct Earlier {
        double loss;
        std::span<const double> row;
    };

    std::uint64_t seed_;
    std::size_t population_;
    double sigma_;
    std::size_t after_;
    std::vector<Earlier> earlier_;
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
             .at_most(1),
         option("after", Type::integer, 0, "Begins after so many trials, which others chose, at the best of them")
             .at_least(0)
             .at_most(1e9)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<CmaTuner>(arguments); },
        Feedback::objective,
        Objectives::one};
}

}  // namespace lathe::search

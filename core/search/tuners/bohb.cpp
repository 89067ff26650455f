// SPDX-License-Identifier: GPL-3.0-or-later
// BOHB (Falkner, Klein, Hutter 2018): Hyperband's brackets; new configurations come from the densities of the good and
// the bad trials at the largest budget that has enough of them.
#include <algorithm>
#include <cmath>
#include <map>
#include <memory>

#include "core/search/distinct.h"
#include "core/search/losses.h"
#include "core/search/tuners/brackets.h"
#include "core/search/tuners/joint_parzen.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class BohbTuner final : public Tuner {
  public:
    explicit BohbTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          brackets_(v.int_or("min_budget", 1), v.int_or("max_budget", 3), v.int_or("eta", 3)),
          top_percent_(v.number_or("top_n_percent", 15)),
          samples_(static_cast<int>(v.int_or("num_samples", 64))),
          random_fraction_(v.number_or("random_fraction", 1.0 / 3)),
          bandwidth_factor_(v.number_or("bandwidth_factor", 3)),
          min_bandwidth_(v.number_or("min_bandwidth", 1e-3)),
          min_points_(v.int_or("min_points_in_model", 0)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        auto next = brackets_.next(seen, Brackets::Space::has_more);
        if (!next->from) {
            Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
            const auto row = first_distinct(seen, random, [&] { return draw(seen, random); });
            if (row) return Brackets::suggestion(*next, layout.to_params(*row));
            next = brackets_.next(seen, Brackets::Space::exhausted);
            if (!next) return std::nullopt;
        }
        return Brackets::suggestion(*next, seen.history().trials[static_cast<std::size_t>(*next->from)].params);
    }

  private:
    struct Learned {
        std::span<const double> row;
        double loss;
    };

    // The trials at the largest budget at which there are enough for a model.
    std::vector<Learned> learned(const Observations& seen) const {
        std::map<std::int64_t, std::vector<const Trial*>> by_budget;
        for (const auto& one : seen.all())
            if (is_final(one.trial->state) && one.trial->state <= TrialState::early_stopped)
                by_budget[one.trial->budget.value_or(0)].push_back(one.trial);
        const std::size_t least = min_points_ > 0 ? static_cast<std::size_t>(min_points_) : seen.layout().size() + 1;
        std::vector<Learned> out;
        for (auto at = by_budget.rbegin(); at != by_budget.rend() && out.empty(); ++at) {
            const auto& trials = at->second;
            if (trials.size() < least + 2) continue;
            const auto losses = compared_losses(seen.history(), trials);
            for (std::size_t i = 0; i < trials.size(); ++i) out.push_back({seen.row_of(trials[i]->number), losses[i]});
        }
        return out;
    }

    space::Row draw(const Observations& seen, Random& random) const {
        const space::Layout& layout = seen.layout();
        auto trials = learned(seen);
        const auto results = static_cast<std::size_t>(
            std::ranges::count_if(trials, [](const Learned& one) { return std::isfinite(one.loss); }));
        if (results == 0 || random.uniform() < random_fraction_) return layout.sample(random);
        std::ranges::stable_sort(trials, {}, &Learned::loss);
        const std::size_t least = std::min(trials.size() / 2, layout.size() + 1);
        const std::size_t wanted =
            std::clamp(static_cast<std::size_t>(top_percent_ / 100 * static_cast<double>(trials.size())),
                       std::max<std::size_t>(1, least), trials.size() - 1);
        const std::size_t good = std::min(wanted, results);  // what failed is never good
        // Densities need a value in every column: those of branches that a trial did not have are drawn.
        std::vector<space::Row> complete;
        for (const Learned& one : trials) {
            complete.emplace_back(one.row.begin(), one.row.end());
            layout.complete(complete.back(), random);
        }
        const auto density = [&](std::size_t begin, std::size_t end) {
            std::vector<std::size_t> columns(layout.size());
            for (std::size_t c = 0; c < columns.size(); ++c) columns[c] = c;
            const std::vector<std::span<const double>> rows(complete.begin() + static_cast<std::ptrdiff_t>(begin),
                                                            complete.begin() + static_cast<std::ptrdiff_t>(end));
            return JointParzen(layout, columns, rows, std::vector<double>(rows.size(), 1.0), {0.5, 1, min_bandwidth_});
        };
        const JointParzen l = density(0, good);
        const JointParzen g = density(good, trials.size());
        // Draws come from wider kernels than those that judge them, so that the search keeps looking around.
        std::vector<std::size_t> columns(layout.size());
        for (std::size_t c = 0; c < columns.size(); ++c) columns[c] = c;
        const std::vector<std::span<const double>> good_rows(complete.begin(),
                                                             complete.begin() + static_cast<std::ptrdiff_t>(good));
        const JointParzen wide(layout, columns, good_rows, std::vector<double>(good, 1.0),
                               {0.5, bandwidth_factor_, min_bandwidth_});
        space::Row best(layout.size());
        double best_ratio = -HUGE_VAL;
        for (int i = 0; i < samples_; ++i) {
            space::Row row(layout.size());
            wide.sample(row, random);
            const double ratio = l.log_score(row) - g.log_score(row);
            if (i > 0 && !(ratio > best_ratio)) continue;
            best = std::move(row);
            best_ratio = ratio;
        }
        return best;
    }

    std::uint64_t seed_;
    Brackets brackets_;
    double top_percent_;
    int samples_;
    double random_fraction_;
    double bandwidth_factor_;
    double min_bandwidth_;
    std::int64_t min_points_;
};

}  // namespace

TunerKind bohb_kind() {
    using config::option;
    using config::Type;
    return {
        "BOHB",
        "Hyperband whose new trials come from a model of the earlier ones",
        {seed_option(), option("min_budget", Type::integer, 1, "Fewest epochs of a trial").at_least(1).at_most(1e9),
         option("max_budget", Type::integer, 3, "Most epochs of a trial").at_least(1).at_most(1e9),
         option("eta", Type::integer, 3, "One in so many goes on, with so many times the epochs")
             .at_least(2)
             .at_most(1000),
         option("min_points_in_model", Type::integer, config::Value(),
                "Trials before the model is used; null: parameters + 1")
             .or_null()
             .at_least(1),
         option("top_n_percent", Type::integer, 15, "Percentage of the trials that count as good")
             .at_least(1)
             .at_most(99),
         option("num_samples", Type::integer, 64, "Draws, of which the most promising is taken")
             .at_least(1)
             .at_most(100000),
         option("random_fraction", Type::floating, 1.0 / 3, "Share of random trials").at_least(0).at_most(1),
         option("bandwidth_factor", Type::floating, 3.0, "How much wider the kernels are that draws come from")
             .above(0),
         option("min_bandwidth", Type::floating, 1e-3, "Narrowest kernel").above(0)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<BohbTuner>(arguments); },
        Feedback::objective,
        Objectives::several,
        Repeats::with_more_epochs};
}

}  // namespace lathe::search

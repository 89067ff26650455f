// SPDX-License-Identifier: GPL-3.0-or-later
// Tree-structured Parzen estimator (Bergstra et al. 2011): each column (with `multivariate`, all of them together) is
// drawn from the density of the good trials, l(x), and of n_ei_candidates draws the one with the largest l(x) / g(x) is
// taken, g being the density of the others. Arguments and defaults as NNI's; its forgetting by time, as hyperopt meant
// it. The first trials are the middle and points of a scrambled Sobol sequence, which leave no part of the space out as
// random draws do.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <type_traits>
#include <utility>

#include "core/search/distinct.h"
#include "core/search/losses.h"
#include "core/search/pareto.h"
#include "core/search/tuners/aged_columns.h"
#include "core/search/tuners/joint_parzen.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/parzen.h"
#include "core/search/tuners/sobol_rows.h"

namespace lathe::search {

namespace {

struct Arguments {
    std::uint64_t seed;
    Liar liar;
    std::size_t startup;
    int candidates;
    std::size_t forgetting;
    double prior_weight;
    double gamma;
    bool multivariate;
    bool group;
};

class TpeTuner final : public Tuner {
  public:
    explicit TpeTuner(const config::Value& v)
        : arguments_{static_cast<std::uint64_t>(v.int_or("seed", 0)),
                     liar_from_name(v.string_or("constant_liar_type", "best")),
                     static_cast<std::size_t>(v.int_or("n_startup_jobs", 20)),
                     static_cast<int>(v.int_or("n_ei_candidates", 24)),
                     static_cast<std::size_t>(v.int_or("linear_forgetting", 25)),
                     v.number_or("prior_weight", 1),
                     v.number_or("gamma", 0.25),
                     v.bool_or("multivariate", false) || v.bool_or("group", false),
                     v.bool_or("group", false)} {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(arguments_.seed, static_cast<std::uint64_t>(number)));
        std::optional<space::Row> row;
        if (!is_enough(seen))
            row = first_distinct(seen, random, [&, first = true]() mutable {
                if (!std::exchange(first, false)) return layout.sample(random);
                return sobol_.first_tries(layout, arguments_.seed, number);
            });
        else row = from_models(seen, random);
        return as_suggestion(layout, row);
    }

  private:
    // The trials of one suggestion, in the order of time; good are the best of them.
    struct Split {
        const Observations& seen;
        std::vector<Scored> scored;
        std::vector<std::size_t> good;  // indexes into scored, ascending
        std::vector<char> is_good;
        Fading fading;
        std::span<const double> row(std::size_t i) const { return seen.all()[scored[i].observation].row; }
    };

    // For models: so many trials that have ended, one of them with a result.
    bool is_enough(const Observations& seen) const {
        std::size_t ended = 0;
        bool has_result = false;
        for (const auto& one : seen.all()) {
            const TrialState state = one.trial->state;
            if (!is_final(state) || state > TrialState::early_stopped) continue;
            ++ended;
            has_result = has_result || std::ranges::all_of(losses_of(seen.history(), *one.trial),
                                                           [](double x) { return std::isfinite(x); });
            if (has_result && ended >= arguments_.startup) return true;
        }
        return false;
    }

    Split split(const Observations& seen) const {
        std::vector<Scored> scored = losses(seen, arguments_.liar);
        // NNI's number of good trials, but a tenth of all at least, as Optuna has it: three or four are too few to tell
        // a valley from luck, which costs most after a hundred trials.
        const double count = static_cast<double>(scored.size());
        const double wanted = std::max(arguments_.gamma * std::sqrt(count), count / 10);
        // What failed is never good, however few the others are.
        const auto results = static_cast<std::size_t>(
            std::ranges::count_if(scored, [](const Scored& one) { return std::isfinite(one.loss); }));
        const std::size_t good_count =
            std::min({static_cast<std::size_t>(std::ceil(wanted)), arguments_.forgetting, results});
        std::vector<std::size_t> good(scored.size());
        std::iota(good.begin(), good.end(), std::size_t{0});
        const auto end = good.begin() + static_cast<std::ptrdiff_t>(good_count);
        std::ranges::partial_sort(good, end, {}, [&](std::size_t i) { return std::pair(scored[i].loss, i); });
        good.erase(end, good.end());
        std::ranges::sort(good);
        std::vector<char> is_good(scored.size(), 0);
        for (const std::size_t i : good) is_good[i] = 1;
        const Fading fading(scored.size(), arguments_.forgetting);
        return {seen, std::move(scored), std::move(good), std::move(is_good), fading};
    }

    std::optional<space::Row> from_models(const Observations& seen, Random& random) {
        const space::Layout& layout = seen.layout();
        const Split trials = split(seen);
        aged_.follow(seen, trials.scored, trials.fading.fading);
        std::vector<std::span<const double>> good_rows;
        std::vector<std::span<const double>> other_rows;
        if (arguments_.multivariate)
            for (std::size_t i = 0; i < trials.scored.size(); ++i)
                (trials.is_good[i] ? good_rows : other_rows).push_back(trials.row(i));
        // Where the most promising draw was tried already, fewer draws compete: that leads to its neighbours in a space
        // of few values, and not to just any place.
        int candidates = 2 * arguments_.candidates;
        return first_distinct(seen, random, [&] {
            candidates = std::max(1, candidates / 2);
            space::Row row(layout.size(), std::nan(""));
            if (arguments_.multivariate)
                draw_together(layout, layout.roots(), good_rows, other_rows, candidates, row, random);
            draw_rest(trials, candidates, row, random);
            return row;
        });
    }

    JointParzen joint(const space::Layout& layout, const std::vector<std::size_t>& columns,
                      const std::vector<std::span<const double>>& rows) const {
        std::vector<std::span<const double>> active;
        for (const auto row : rows)
            if (!std::isnan(row[columns.front()])) active.push_back(row);
        std::vector<double> weights;
        const Fading fading(active.size(), arguments_.forgetting);
        for (std::size_t i = 0; i < active.size(); ++i) weights.push_back(fading.weight(i));
        return {layout, columns, active, weights, {arguments_.prior_weight, 1, 0}};
    }

    // The columns of one group, which are active together; then those of the branches that were drawn.
    void draw_together(const space::Layout& layout, const std::vector<std::size_t>& columns,
                       const std::vector<std::span<const double>>& good_rows,
                       const std::vector<std::span<const double>>& other_rows, int candidates, space::Row& row,
                       Random& random) const {
        if (columns.empty()) return;
        const JointParzen l = joint(layout, columns, good_rows);
        const JointParzen g = joint(layout, columns, other_rows);
        row = best_draw(
            candidates,
            [&] {
                space::Row drawn = row;
                l.sample(drawn, random);
                return drawn;
            },
            [&](const space::Row& drawn) { return l.log_score(drawn) - g.log_score(drawn); });
        if (!arguments_.group) return;
        for (const std::size_t c : columns) {
            if (!layout.columns()[c].distribution.is_nested()) continue;
            draw_together(layout, layout.children(c, static_cast<std::size_t>(row[c])), good_rows, other_rows,
                          candidates, row, random);
        }
    }

    // The columns that have no value yet, each by itself.
    void draw_rest(const Split& trials, int candidates, space::Row& row, Random& random) const {
        const space::Layout& layout = trials.seen.layout();
        for (std::size_t c = 0; c < layout.size(); ++c) {
            if (!std::isnan(row[c]) || !layout.is_active(row, c)) continue;
            const space::Column& column = layout.columns()[c];
            row[c] = column.is_choice()
                         ? draw_choice(column.distribution.branches.size(), trials, c, candidates, random)
                         : draw_number(trials, c, candidates, random);
        }
    }

    // All are of full weight: there are never more good trials than `forgetting`.
    template <class Add>
    static void each_good(const Split& trials, std::size_t column, const Add& add) {
        for (const std::size_t i : trials.good)
            if (const double x = trials.row(i)[column]; !std::isnan(x)) add(x, 1);
    }

    // Of the trials that are not good: those that do not fade; and the good ones that do, with a negative weight,
    // as `aged_` has them among the others.
    template <class Add>
    void each_correction(const Split& trials, std::size_t column, const Add& add) const {
        for (const std::size_t i : trials.good)
            if (const double x = trials.row(i)[column]; i < aged_.count() && !std::isnan(x))
                add(x, -trials.fading.weight(i));
        for (std::size_t i = aged_.count(); i < trials.scored.size(); ++i)
            if (const double x = trials.row(i)[column]; !trials.is_good[i] && !std::isnan(x)) add(x, 1);
    }

    double draw_number(const Split& trials, std::size_t column, int candidates, Random& random) const {
        NumericParzen l;
        each_good(trials, column, [&](double x, double weight) { l.add(x, weight); });
        l.finish(arguments_.prior_weight);
        NumericParzen g;
        const Fading& fading = trials.fading;
        const auto bins = aged_.at(column);
        for (std::size_t b = 0; b < bins.size(); ++b)
            g.add_to_bin(b, bins[b].count, fading.oldest * bins[b].count + fading.slope * bins[b].ranks,
                         fading.oldest * bins[b].positions + fading.slope * bins[b].ranked_positions);
        each_correction(trials, column, [&](double x, double weight) {
            g.add_to_bin(NumericParzen::bin_of(x), weight > 0 ? 1 : -1, weight, weight * x);
        });
        g.finish(arguments_.prior_weight);
        return best_draw(
            candidates, [&] { return l.sample(random); }, [&](double x) { return l.score(x) / g.score(x); });
    }

    double draw_choice(std::size_t branches, const Split& trials, std::size_t column, int candidates,
                       Random& random) const {
        ChoiceParzen l(branches);
        each_good(trials, column, [&](double x, double weight) { l.add(static_cast<std::size_t>(x), weight); });
        l.finish(arguments_.prior_weight);
        ChoiceParzen g(branches);
        const auto aged = aged_.at(column);
        for (std::size_t b = 0; b < branches; ++b)
            g.add(b, trials.fading.oldest * aged[b].count + trials.fading.slope * aged[b].ranks);
        each_correction(trials, column, [&](double x, double weight) { g.add(static_cast<std::size_t>(x), weight); });
        g.finish(arguments_.prior_weight);
        return static_cast<double>(best_draw(
            candidates, [&] { return l.sample(random); },
            [&](std::size_t b) { return l.probability(b) / g.probability(b); }));
    }

    // The most promising of so many draws.
    template <class Sample, class Ratio>
    static std::invoke_result_t<Sample> best_draw(int candidates, const Sample& sample, const Ratio& ratio) {
        auto best = sample();
        double best_ratio = ratio(best);
        for (int i = 1; i < candidates; ++i) {
            const auto x = sample();
            const double r = ratio(x);
            if (!(r > best_ratio)) continue;
            best = x;
            best_ratio = r;
        }
        return best;
    }

    Arguments arguments_;
    AgedColumns aged_;
    SobolRows sobol_;
};

}  // namespace

TunerKind tpe_kind() {
    using config::option;
    using config::Type;
    return {
        "TPE",
        "Tree-structured Parzen estimator: draws where good trials are dense and bad ones are not",
        {seed_option(),
         option("constant_liar_type", Type::string, "best", "What running trials are taken for")
             .one_of({"best", "worst", "mean"}),
         option("n_startup_jobs", Type::integer, 20,
                "The middle, then trials of a Sobol sequence, before the model is used")
             .at_least(1),
         option("n_ei_candidates", Type::integer, 24, "Draws, of which the most promising is taken")
             .at_least(1)
             .at_most(100000),
         option("linear_forgetting", Type::integer, 25, "Newest trials of full weight; older ones fade").at_least(1),
         option("prior_weight", Type::floating, 1.0, "Weight of the prior, in trials").above(0),
         option("gamma", Type::floating, 0.25, "Good trials: ceil(gamma * sqrt(n)), and a tenth at least").above(0),
         option("multivariate", Type::boolean, false, "One density over all parameters instead of one for each"),
         option("group", Type::boolean, false, "Multivariate within each branch of nested choices as well")},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<TpeTuner>(arguments); }};
}

}  // namespace lathe::search

// Tree-structured Parzen estimator (Bergstra et al. 2011): each column (with `multivariate`, all of them together) is
// drawn from the density of the good trials, l(x), and of n_ei_candidates draws the one with the largest l(x) / g(x) is
// taken, g being the density of the others. Arguments and defaults as NNI's; its forgetting by time, as hyperopt meant
// it.
#include <algorithm>
#include <cmath>
#include <functional>
#include <type_traits>

#include "core/search/distinct.h"
#include "core/search/losses.h"
#include "core/search/tuners/joint_parzen.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/parzen.h"

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

// Rows as columns: each column's values stand together, in the order of time. Inactive ones are left out.
class Columns {
  public:
    Columns(std::size_t columns, const std::vector<std::span<const double>>& rows)
        : rows_(rows.size()), values_(columns * rows.size()), counts_(columns, 0) {
        for (const auto row : rows)
            for (std::size_t c = 0; c < columns; ++c)
                if (!std::isnan(row[c])) values_[c * rows_ + counts_[c]++] = row[c];
    }
    std::span<const double> at(std::size_t column) const { return {values_.data() + column * rows_, counts_[column]}; }

  private:
    std::size_t rows_;
    std::vector<double> values_;
    std::vector<std::size_t> counts_;
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
        const auto finished = losses(seen, Liar::ignore);
        const auto useful = std::ranges::count_if(finished, [](const Scored& one) { return std::isfinite(one.loss); });
        std::optional<space::Row> row;
        if (finished.size() < std::max<std::size_t>(1, arguments_.startup) || useful == 0)
            row = first_distinct(seen, random, [&] { return layout.sample(random); });
        else row = from_models(seen, random);
        return as_suggestion(layout, row);
    }

  private:
    std::optional<space::Row> from_models(const Observations& seen, Random& random) const {
        const space::Layout& layout = seen.layout();
        const auto scored = losses(seen, arguments_.liar);
        const auto order = ranking(scored);
        // NNI's number of good trials, but a tenth of all at least, as Optuna has it: three or four are too few to tell
        // a valley from luck, which costs most after a hundred trials.
        const double count = static_cast<double>(scored.size());
        const double wanted = std::max(arguments_.gamma * std::sqrt(count), count / 10);
        const std::size_t good_count =
            std::min({static_cast<std::size_t>(std::ceil(wanted)), arguments_.forgetting, scored.size()});
        std::vector<char> is_good(scored.size(), 0);
        for (std::size_t i = 0; i < good_count; ++i) is_good[order[i]] = 1;
        std::vector<std::span<const double>> good_rows;
        std::vector<std::span<const double>> other_rows;
        for (std::size_t i = 0; i < scored.size(); ++i)
            (is_good[i] ? good_rows : other_rows).push_back(seen.all()[scored[i].observation].row);
        const Columns good(layout.size(), good_rows);
        const Columns other(layout.size(), other_rows);
        return first_distinct(seen, random, [&] {
            space::Row row(layout.size(), std::nan(""));
            if (arguments_.multivariate) draw_together(layout, layout.roots(), good_rows, other_rows, row, random);
            draw_rest(layout, good, other, row, random);
            return row;
        });
    }

    JointParzen joint(const space::Layout& layout, const std::vector<std::size_t>& columns,
                      const std::vector<std::span<const double>>& rows) const {
        std::vector<std::span<const double>> active;
        for (const auto row : rows)
            if (!std::isnan(row[columns.front()])) active.push_back(row);
        std::vector<double> weights;
        for (std::size_t i = 0; i < active.size(); ++i)
            weights.push_back(forgetting_weight(i, active.size(), arguments_.forgetting));
        return {layout, columns, active, weights, {arguments_.prior_weight, 1, 0}};
    }

    // The columns of one group, which are active together; then those of the branches that were drawn.
    void draw_together(const space::Layout& layout, const std::vector<std::size_t>& columns,
                       const std::vector<std::span<const double>>& good_rows,
                       const std::vector<std::span<const double>>& other_rows, space::Row& row, Random& random) const {
        if (columns.empty()) return;
        const JointParzen l = joint(layout, columns, good_rows);
        const JointParzen g = joint(layout, columns, other_rows);
        row = best_draw(
            [&] {
                space::Row drawn = row;
                l.sample(drawn, random);
                return drawn;
            },
            [&](const space::Row& drawn) { return l.log_density(drawn) - g.log_density(drawn); });
        if (!arguments_.group) return;
        for (const std::size_t c : columns) {
            if (!layout.columns()[c].distribution.is_nested()) continue;
            draw_together(layout, layout.children(c, static_cast<std::size_t>(row[c])), good_rows, other_rows, row,
                          random);
        }
    }

    // The columns that have no value yet, each by itself.
    void draw_rest(const space::Layout& layout, const Columns& good, const Columns& other, space::Row& row,
                   Random& random) const {
        for (std::size_t c = 0; c < layout.size(); ++c) {
            if (!std::isnan(row[c]) || !layout.is_active(row, c)) continue;
            const space::Column& column = layout.columns()[c];
            row[c] = column.is_choice()
                         ? draw_choice(column.distribution.branches.size(), good.at(c), other.at(c), random)
                         : draw_number(good.at(c), other.at(c), random);
        }
    }

    template <class Parzen, class ToPoint>
    void learn(Parzen& parzen, std::span<const double> values, const ToPoint& to_point) const {
        for (std::size_t i = 0; i < values.size(); ++i)
            parzen.add(to_point(values[i]), forgetting_weight(i, values.size(), arguments_.forgetting));
        parzen.finish(arguments_.prior_weight);
    }

    double draw_number(std::span<const double> good, std::span<const double> other, Random& random) const {
        NumericParzen l;
        NumericParzen g;
        learn(l, good, std::identity{});
        learn(g, other, std::identity{});
        return best_draw([&] { return l.sample(random); }, [&](double x) { return l.density(x) / g.density(x); });
    }

    double draw_choice(std::size_t branches, std::span<const double> good, std::span<const double> other,
                       Random& random) const {
        const auto to_branch = [](double x) { return static_cast<std::size_t>(x); };
        ChoiceParzen l(branches);
        ChoiceParzen g(branches);
        learn(l, good, to_branch);
        learn(g, other, to_branch);
        return static_cast<double>(best_draw([&] { return l.sample(random); },
                                             [&](std::size_t b) { return l.probability(b) / g.probability(b); }));
    }

    // The most promising of n_ei_candidates draws.
    template <class Sample, class Ratio>
    std::invoke_result_t<Sample> best_draw(const Sample& sample, const Ratio& ratio) const {
        auto best = sample();
        double best_ratio = ratio(best);
        for (int i = 1; i < arguments_.candidates; ++i) {
            const auto x = sample();
            const double r = ratio(x);
            if (!(r > best_ratio)) continue;
            best = x;
            best_ratio = r;
        }
        return best;
    }

    Arguments arguments_;
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
         option("n_startup_jobs", Type::integer, 20, "Random trials before the model is used").at_least(1),
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

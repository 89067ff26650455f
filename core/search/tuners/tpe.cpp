// Tree-structured Parzen estimator (Bergstra et al. 2011), univariate: each column is drawn from the density of the
// good trials, l(x), and of n_ei_candidates draws the one with the largest l(x) / g(x) is taken, g being the density of
// the others. Arguments and defaults as NNI's; its forgetting by time, as hyperopt meant it.
#include <algorithm>
#include <cmath>

#include "core/search/distinct.h"
#include "core/search/losses.h"
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
};

// Estimators of the good or the other trials, one a column.
class Side {
  public:
    Side(const space::Layout& layout, const Arguments& arguments) : arguments_(arguments), counts_(layout.size(), 0) {
        for (const space::Column& column : layout.columns()) {
            is_choice_.push_back(column.is_choice());
            slot_.push_back(column.is_choice() ? choices_.size() : numbers_.size());
            if (column.is_choice()) choices_.emplace_back(column.distribution.branches.size());
            else numbers_.emplace_back();
        }
    }

    // Rows in the order of time.
    void learn(const std::vector<std::span<const double>>& rows) {
        for (const auto row : rows)
            for (std::size_t c = 0; c < row.size(); ++c) counts_[c] += !std::isnan(row[c]);
        std::vector<std::size_t> rank(counts_.size(), 0);
        for (const auto row : rows) {
            for (std::size_t c = 0; c < row.size(); ++c) {
                if (std::isnan(row[c])) continue;
                const double weight = forgetting_weight(rank[c]++, counts_[c], arguments_.forgetting);
                if (is_choice_[c]) choices_[slot_[c]].add(static_cast<std::size_t>(row[c]), weight);
                else numbers_[slot_[c]].add(row[c], weight);
            }
        }
        for (auto& one : choices_) one.finish(arguments_.prior_weight);
        for (auto& one : numbers_) one.finish(arguments_.prior_weight);
    }

    const NumericParzen& number(std::size_t column) const { return numbers_[slot_[column]]; }
    const ChoiceParzen& choice(std::size_t column) const { return choices_[slot_[column]]; }

  private:
    const Arguments& arguments_;
    std::vector<std::size_t> counts_;
    std::vector<char> is_choice_;
    std::vector<std::size_t> slot_;
    std::vector<NumericParzen> numbers_;
    std::vector<ChoiceParzen> choices_;
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
                     v.number_or("gamma", 0.25)} {}

    std::optional<space::Params> suggest(const space::Space& space, const History& history, int number) override {
        const space::Layout layout(space);
        const Observations seen(layout, history);
        Random random(mix_seeds(arguments_.seed, static_cast<std::uint64_t>(number)));
        const auto finished = losses(seen, history.mode, Liar::ignore);
        const auto useful = std::ranges::count_if(finished, [](const Scored& one) { return std::isfinite(one.loss); });
        std::optional<space::Row> row;
        if (finished.size() < std::max<std::size_t>(1, arguments_.startup) || useful == 0)
            row = first_distinct(layout, seen, random, [&] { return layout.sample(random); });
        else row = from_models(layout, seen, history.mode, random);
        return row ? std::optional(layout.to_params(*row)) : std::nullopt;
    }

  private:
    std::optional<space::Row> from_models(const space::Layout& layout, const Observations& seen, Mode mode,
                                          Random& random) const {
        const auto scored = losses(seen, mode, arguments_.liar);
        const auto order = ranking(scored);
        const double root = std::sqrt(static_cast<double>(scored.size()));
        const std::size_t good_count = std::min(
            {static_cast<std::size_t>(std::ceil(arguments_.gamma * root)), arguments_.forgetting, scored.size()});
        std::vector<char> is_good(scored.size(), 0);
        for (std::size_t i = 0; i < good_count; ++i) is_good[order[i]] = 1;
        std::vector<std::span<const double>> good_rows;
        std::vector<std::span<const double>> other_rows;
        for (std::size_t i = 0; i < scored.size(); ++i)
            (is_good[i] ? good_rows : other_rows).push_back(seen.all()[scored[i].observation].row);
        Side good(layout, arguments_);
        Side other(layout, arguments_);
        good.learn(good_rows);
        other.learn(other_rows);
        return first_distinct(layout, seen, random, [&] { return draw(layout, good, other, random); });
    }

    space::Row draw(const space::Layout& layout, const Side& good, const Side& other, Random& random) const {
        space::Row row(layout.size(), std::nan(""));
        for (std::size_t c = 0; c < layout.size(); ++c) {
            if (!layout.is_active(row, c)) continue;
            double best_ratio = -1;
            for (int i = 0; i < arguments_.candidates; ++i) {
                const bool choice = layout.columns()[c].is_choice();
                const double x =
                    choice ? static_cast<double>(good.choice(c).sample(random)) : good.number(c).sample(random);
                const auto branch = static_cast<std::size_t>(x);
                const double ratio = choice ? good.choice(c).probability(branch) / other.choice(c).probability(branch)
                                            : good.number(c).density(x) / other.number(c).density(x);
                if (ratio <= best_ratio) continue;
                best_ratio = ratio;
                row[c] = x;
            }
        }
        return row;
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
         option("gamma", Type::floating, 0.25, "Share of good trials: ceil(gamma * sqrt(n))").above(0)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<TpeTuner>(arguments); }};
}

}  // namespace lathe::search

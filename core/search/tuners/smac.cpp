// SPDX-License-Identifier: GPL-3.0-or-later
// SMAC (Hutter, Hoos, Leyton-Brown 2011): Bayesian optimisation with a random forest; expected improvement is searched
// among random rows and by local search from the best trials. Every random_interleave-th trial is a random one. In
// large spaces fewer rows are looked at, so that a suggestion takes about the same time in each.
#include <algorithm>
#include <cmath>
#include <memory>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/forest.h"
#include "core/search/tuners/acquisition.h"
#include "core/search/tuners/kinds.h"
#include "core/search/tuners/sobol_rows.h"
#include "core/search/tuners/warp.h"

namespace lathe::search {

namespace {

constexpr std::size_t random_challengers = 500;
constexpr std::size_t most_cells = 100'000;  // rows looked at, times their columns
constexpr std::size_t starts = 8;            // of the local search
constexpr int most_steps = 20;
constexpr int numeric_neighbours = 4;  // of each number, as SMAC's
constexpr double neighbour_deviation = 0.2;
constexpr std::size_t choice_neighbours = 16;  // branches tried of a choice, at most

class SmacTuner final : public Tuner {
  public:
    explicit SmacTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          startup_(static_cast<std::size_t>(v.int_or("n_startup_jobs", 10))),
          trees_(static_cast<int>(v.int_or("n_trees", 10))),
          interleave_(static_cast<int>(v.int_or("random_interleave", 8))) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const Ended ended = ended_trials(seen);
        const bool is_random = interleave_ > 0 && number % interleave_ == interleave_ - 1;
        std::vector<space::Row> proposals;
        if (ended.rows.size() < std::max<std::size_t>(2, startup_))
            proposals = {sobol_.first_tries(layout, seed_, number)};
        else if (!is_random) proposals = from_forest(seen, ended, random);
        std::size_t next = 0;
        const auto row = first_distinct(
            seen, random, [&] { return next < proposals.size() ? proposals[next++] : layout.sample(random); });
        return as_suggestion(layout, row);
    }

  private:
    struct Candidate {
        space::Row row;
        double value;
    };

    // The forest, and what a row is worth by it.
    class Model {
      public:
        Model(const Observations& seen, const Ended& ended, int trees, std::uint64_t seed)
            : rows_(seen.layout()),
              y_(normal_scores(scalarised(ended))),
              forest_(filled(seen, ended), targets_, {trees, 3, 20, 5.0 / 6, seed}),
              best_(y_.minCoeff()) {}
        double value_at(std::span<const double> row) const {
            const auto p = forest_.predict(rows_.binned(row));
            return log_expected_improvement(p.mean, std::sqrt(p.variance + 1e-8), best_).value;
        }

      private:
        // Trials that still run count as average ones: near them little improvement is expected, so that trials that
        // run at once differ.
        const BinnedRows& filled(const Observations& seen, const Ended& ended) {
            for (const auto row : ended.rows) rows_.add(row);
            targets_.assign(y_.begin(), y_.end());
            for (const auto& one : seen.all()) {
                if (is_final(one.trial->state)) continue;
                rows_.add(one.row);
                targets_.push_back(y_.mean());
            }
            return rows_;
        }
        BinnedRows rows_;
        Eigen::VectorXd y_;
        std::vector<double> targets_;
        Forest forest_;
        double best_;
    };

    std::vector<space::Row> from_forest(const Observations& seen, const Ended& ended, Random& random) const {
        const space::Layout& layout = seen.layout();
        const Model model(seen, ended, trees_, random.next());
        std::vector<Candidate> candidates;
        const auto consider = [&](space::Row row) {
            const double value = model.value_at(row);
            candidates.push_back({std::move(row), value});
        };
        const std::size_t rows = most_cells / std::max<std::size_t>(1, layout.size()) + 1;
        for (std::size_t i = 0; i < std::min(random_challengers, rows); ++i)
            consider(layout.snap(layout.sample(random)));
        const auto values = scalarised(ended);
        std::vector<std::size_t> order(values.size());
        for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
        std::ranges::stable_sort(order, {}, [&](std::size_t i) { return values[i]; });
        for (std::size_t i = 0; i < std::min(starts, order.size()); ++i) {
            const auto row = ended.rows[order[i]];
            consider(climb(layout, model, space::Row(row.begin(), row.end()), rows / starts + 1, random));
        }
        std::ranges::stable_sort(candidates, [](const Candidate& a, const Candidate& b) { return a.value > b.value; });
        std::vector<space::Row> out;
        for (std::size_t i = 0; i < std::min<std::size_t>(8, candidates.size()); ++i)
            out.push_back(std::move(candidates[i].row));
        return out;
    }

    // First improvement among the neighbours, until there is none or so many `rows` were looked at.
    static space::Row climb(const space::Layout& layout, const Model& model, space::Row at, std::size_t rows,
                            Random& random) {
        double value = -HUGE_VAL;  // a trial that was made already is no place to stay
        for (int step = 0; step < most_steps; ++step) {
            bool better = false;
            for (const Change& change : changes(layout, at, random)) {
                if (rows-- == 0) return at;
                space::Row neighbour = changed(layout, at, change, random);
                const double there = model.value_at(neighbour);
                if (there <= value) continue;
                value = there;
                at = std::move(neighbour);
                better = true;
                break;
            }
            if (!better) break;
        }
        return at;
    }

    struct Change {
        std::size_t column;
        double to;
    };

    // To the neighbours, in random order.
    static std::vector<Change> changes(const space::Layout& layout, const space::Row& at, Random& random) {
        std::vector<Change> out;
        for (std::size_t c = 0; c < at.size(); ++c) {
            if (std::isnan(at[c])) continue;
            const auto& column = layout.columns()[c];
            if (column.is_choice()) add_branches(column.distribution.branches.size(), c, at[c], out, random);
            for (int i = 0; !column.is_choice() && i < numeric_neighbours; ++i)
                out.push_back({c, std::clamp(at[c] + neighbour_deviation * random.normal(), 0.0, 1.0)});
        }
        for (std::size_t i = out.size(); i > 1; --i) std::swap(out[i - 1], out[random.below(i)]);
        return out;
    }

    static void add_branches(std::size_t branches, std::size_t column, double now, std::vector<Change>& out,
                             Random& random) {
        for (std::size_t i = 0; i < std::min(branches, choice_neighbours); ++i) {
            const std::size_t branch = branches <= choice_neighbours ? i : random.below(branches);
            if (static_cast<double>(branch) != now) out.push_back({column, static_cast<double>(branch)});
        }
    }

    // `at` is snapped, so that only what changes has to be.
    static space::Row changed(const space::Layout& layout, const space::Row& at, const Change& change, Random& random) {
        space::Row row = at;
        row[change.column] = change.to;
        if (layout.columns()[change.column].distribution.is_nested()) {
            layout.complete(row, random);
            return layout.snap(row);
        }
        row[change.column] = layout.snap(row, change.column);
        return row;
    }

    std::uint64_t seed_;
    std::size_t startup_;
    int trees_;
    int interleave_;
    SobolRows sobol_;
};

}  // namespace

TunerKind smac_kind() {
    using config::option;
    using config::Type;
    return {
        "SMAC",
        "Bayesian optimisation with a random forest: many choices, nested spaces",
        {seed_option(),
         option("n_startup_jobs", Type::integer, 10, "Trials of a Sobol sequence before the forest is used")
             .at_least(2),
         option("n_trees", Type::integer, 10, "Trees of the forest").at_least(2).at_most(1000),
         option("random_interleave", Type::integer, 8, "Every so many-th trial is a random one; 0: none").at_least(0)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
            return std::make_unique<SmacTuner>(arguments);
        }};
}

}  // namespace lathe::search

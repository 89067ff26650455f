// SPDX-License-Identifier: GPL-3.0-or-later
// NSGA-II (Deb et al. 2002): a population evolves towards the Pareto front; of equal fronts the less crowded stay. With
// one objective it is a plain elitist genetic algorithm. Generations are made of the ended trials in the order in which
// they ended, so that any number of them may run at once.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/search/distinct.h"
#include "core/search/ended.h"
#include "core/search/pareto.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

constexpr double crossover_spread = 20;  // eta of simulated binary crossover: the larger, the nearer to the parents
constexpr double mutation_spread = 20;   // eta of polynomial mutation

struct Member {
    std::span<const double> row;
    std::vector<double> losses;
    double violation = 0;  // of constraints
    int front = 0;
    double crowding = 0;
};

// Feasible before infeasible, and of these the one that breaks less (Deb et al. 2002, section VI).
bool fitter(const Member& a, const Member& b) {
    if (a.violation != b.violation) return a.violation < b.violation;
    return a.front != b.front ? a.front < b.front : a.crowding > b.crowding;
}

// The distance between a member's neighbours along each objective, for the members of one front.
void set_crowding(std::vector<Member*>& front) {
    const std::size_t objectives = front.front()->losses.size();
    for (Member* one : front) one->crowding = 0;
    for (std::size_t k = 0; k < objectives; ++k) {
        std::ranges::stable_sort(front, {}, [k](const Member* one) { return one->losses[k]; });
        front.front()->crowding = front.back()->crowding = std::numeric_limits<double>::infinity();
        const double width = front.back()->losses[k] - front.front()->losses[k];
        if (!(width > 0) || !std::isfinite(width)) continue;
        for (std::size_t i = 1; i + 1 < front.size(); ++i)
            front[i]->crowding += (front[i + 1]->losses[k] - front[i - 1]->losses[k]) / width;
    }
}

void rank_by_fronts(const std::vector<Member*>& members) {
    std::vector<std::vector<double>> points;
    for (const Member* one : members) points.push_back(one->losses);
    const auto fronts = front_numbers(points);
    std::vector<std::vector<Member*>> by_front;
    for (std::size_t i = 0; i < members.size(); ++i) {
        members[i]->front = fronts[i];
        by_front.resize(std::max(by_front.size(), static_cast<std::size_t>(fronts[i]) + 1));
        by_front[static_cast<std::size_t>(fronts[i])].push_back(members[i]);
    }
    for (auto& front : by_front) set_crowding(front);
}

void rank(std::vector<Member>& members) {
    if (members.empty()) return;
    if (members.front().losses.size() == 1) {
        for (Member& one : members) one.crowding = -one.losses[0];
        return;
    }
    // What breaks constraints takes no place on a front from what keeps them.
    for (const bool feasible : {true, false}) {
        std::vector<Member*> some;
        for (Member& one : members)
            if (!(one.violation > 0) == feasible) some.push_back(&one);
        rank_by_fronts(some);
    }
}

class Nsga2Tuner final : public Tuner {
  public:
    explicit Nsga2Tuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          size_(static_cast<std::size_t>(v.int_or("population_size", 50))),
          crossover_(v.number_or("crossover_prob", 0.9)),
          swap_(v.number_or("swapping_prob", 0.5)),
          mutation_(v.number_or("mutation_prob", 0)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const space::Layout& layout = seen.layout();
        if (cursor_.moved_to(seen)) {
            parents_.clear();
            children_.clear();
        }
        cursor_.advance(seen, [&](const Trial& trial, std::span<const double> row) {
            children_.push_back({row, losses_of(seen.history(), trial), trial.violation});
            if (children_.size() == size_) select();
        });
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        return as_suggestion(layout, first_distinct(seen, random, [&] {
                                 return parents_.empty() ? layout.sample(random) : child(layout, random);
                             }));
    }

  private:
    void select() {
        parents_.insert(parents_.end(), std::make_move_iterator(children_.begin()),
                        std::make_move_iterator(children_.end()));
        children_.clear();
        rank(parents_);
        std::ranges::stable_sort(parents_, fitter);
        parents_.resize(std::min(parents_.size(), size_));
    }

    const Member& tournament(Random& random) const {
        const Member& a = parents_[random.below(parents_.size())];
        const Member& b = parents_[random.below(parents_.size())];
        return fitter(b, a) ? b : a;
    }

    space::Row child(const space::Layout& layout, Random& random) const {
        const Member& first = tournament(random);
        space::Row row(first.row.begin(), first.row.end());
        if (random.uniform() < crossover_) cross(layout, row, tournament(random).row, random);
        const double rate = mutation_ > 0 ? mutation_ : 1 / std::max<double>(1, static_cast<double>(layout.size()));
        for (std::size_t c = 0; c < row.size(); ++c)
            if (!std::isnan(row[c]) && random.uniform() < rate) mutate(layout.columns()[c], row[c], random);
        layout.complete(row, random);  // the parameters of a branch that the parents did not have
        return row;
    }

    void cross(const space::Layout& layout, space::Row& row, std::span<const double> other, Random& random) const {
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (std::isnan(row[c]) || std::isnan(other[c])) {
                if (std::isnan(row[c])) row[c] = other[c];
                continue;
            }
            if (layout.columns()[c].is_choice()) {
                if (random.uniform() < swap_) row[c] = other[c];
                continue;
            }
            if (random.uniform() >= swap_) continue;
            // Simulated binary crossover (Deb, Agrawal 1995).
            const double u = random.uniform();
            const double power = 1 / (crossover_spread + 1);
            const double beta = u < 0.5 ? std::pow(2 * u, power) : std::pow(1 / (2 * (1 - u)), power);
            const double middle = (row[c] + other[c]) / 2;
            const double half = std::abs(row[c] - other[c]) / 2;
            row[c] = std::clamp(middle + (random.uniform() < 0.5 ? -1 : 1) * beta * half, 0.0, 1.0);
        }
    }

    static void mutate(const space::Column& column, double& x, Random& random) {
        if (column.is_choice()) {
            x = static_cast<double>(random.below(column.distribution.branches.size()));
            return;
        }
        const double u = random.uniform();
        const double power = 1 / (mutation_spread + 1);
        // The part of polynomial mutation that respects the bounds (Deb, Deb 2014).
        const double move = u < 0.5 ? x * (std::pow(2 * u, power) - 1) : (1 - x) * (1 - std::pow(2 * (1 - u), power));
        x = std::clamp(x + move, 0.0, 1.0);
    }

    std::uint64_t seed_;
    std::size_t size_;
    double crossover_;
    double swap_;
    double mutation_;
    EndedCursor cursor_;
    std::vector<Member> parents_;
    std::vector<Member> children_;
};

}  // namespace

TunerKind nsga2_kind() {
    using config::option;
    using config::Type;
    return {
        "NSGA-II",
        "A population that evolves towards the Pareto front of several objectives",
        {seed_option(), option("population_size", Type::integer, 50, "Trials a generation").at_least(2).at_most(1e6),
         option("crossover_prob", Type::floating, 0.9, "Probability that a child has two parents")
             .at_least(0)
             .at_most(1),
         option("swapping_prob", Type::floating, 0.5, "Probability of crossing each parameter").at_least(0).at_most(1),
         option("mutation_prob", Type::floating, config::Value(),
                "Probability of changing each parameter; null: 1 / parameters")
             .or_null()
             .above(0)
             .at_most(1)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
            return std::make_unique<Nsga2Tuner>(arguments);
        }};
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// Population based training (Jaderberg et al. 2017), arguments as NNI's PBTTuner. A member of the population is a chain
// of trials, each of which goes on from the checkpoint of the one before. When a member is among the worst `fraction`,
// its next trial goes on from one of the best instead, with that one's parameters changed a little. Only trials of one
// generation are compared, which have trained for equally many epochs; one that was stopped early is behind the others.
// Where each member stands is read off the notes
// of the trials, so that they need not wait for each other.
#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <memory>

#include "core/search/losses.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

class PbtTuner final : public Tuner {
  public:
    explicit PbtTuner(const config::Value& v)
        : seed_(static_cast<std::uint64_t>(v.int_or("seed", 0))),
          population_(v.int_or("population_size", 10)),
          epochs_(v.int_or("epochs_per_generation", 1)),
          max_epochs_(v.int_or("max_epochs", std::numeric_limits<std::int64_t>::max())),
          factor_(v.number_or("factor", 0.2)),
          resample_(v.number_or("resample_probability", 0.25)),
          fraction_(v.number_or("fraction", 0.2)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        Random random(mix_seeds(seed_, static_cast<std::uint64_t>(number)));
        const auto members = newest(seen);
        if (static_cast<std::int64_t>(members.size()) < population_)
            return first(seen.layout(), static_cast<std::int64_t>(members.size()), random);
        const Observations::Observation* next = nullptr;
        for (const auto& [member, at] : members) {
            if (!is_final(at->trial->state) || has_trained_on_to_the_end(*at->trial)) continue;
            if (!next || generation_of(*at->trial) < generation_of(*next->trial)) next = at;
        }
        const auto is_at_its_end = [this](const auto& member) {
            return has_trained_on_to_the_end(*member.second->trial);
        };
        if (std::ranges::all_of(members, is_at_its_end)) return std::nullopt;
        // The others run: one more member, so that nobody waits.
        if (!next) return first(seen.layout(), static_cast<std::int64_t>(members.size()), random);
        return step(seen, *next, random);
    }

  private:
    using Members = std::map<std::int64_t, const Observations::Observation*>;  // each one's newest trial

    static std::int64_t generation_of(const Trial& trial) { return trial.note.int_or("generation", 0); }

    static Members newest(const Observations& seen) {
        Members out;
        for (const auto& one : seen.all())
            if (const std::int64_t member = one.trial->note.int_or("member", -1); member >= 0) out[member] = &one;
        return out;
    }

    // Epochs that a trial of this generation has behind it when it ends.
    std::int64_t trained(std::int64_t generation) const { return std::min((generation + 1) * epochs_, max_epochs_); }
    bool has_trained_on_to_the_end(const Trial& trial) const { return trained(generation_of(trial)) >= max_epochs_; }

    Suggestion made(space::Params params, std::int64_t member, std::int64_t generation,
                    std::optional<int> from = {}) const {
        config::Value note{config::Dict{{"member", member}, {"generation", generation}}};
        return {std::move(params), trained(generation), from, std::move(note)};
    }

    Suggestion first(const space::Layout& layout, std::int64_t member, Random& random) const {
        return made(layout.to_params(layout.sample(random)), member, 0);
    }

    // The trials of its generation that ended with a result, from the best to the worst.
    static std::vector<const Observations::Observation*> standing_beside(const Observations& seen,
                                                                         const Observations::Observation& now) {
        std::vector<const Observations::Observation*> all;
        std::vector<const Trial*> trials;
        for (const auto& one : seen.all()) {
            if (!is_final(one.trial->state) || one.trial->note.int_or("member", -1) < 0 ||
                generation_of(*one.trial) != generation_of(*now.trial))
                continue;
            all.push_back(&one);
            trials.push_back(one.trial);
        }
        const auto losses = compared_losses(seen.history(), trials);
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (std::isfinite(losses[i])) order.push_back(i);
        std::ranges::stable_sort(order, {}, [&](std::size_t i) {
            return std::pair(trials[i]->state == TrialState::early_stopped, losses[i]);
        });
        std::vector<const Observations::Observation*> out;
        for (const std::size_t i : order) out.push_back(all[i]);
        return out;
    }

    Suggestion step(const Observations& seen, const Observations::Observation& now, Random& random) const {
        const auto standing = standing_beside(seen, now);
        const std::int64_t member = now.trial->note.int_or("member", 0);
        const std::int64_t generation = generation_of(*now.trial) + 1;
        if (standing.empty()) return made(seen.layout().to_params(seen.layout().sample(random)), member, generation);
        const auto share = static_cast<std::size_t>(std::ceil(fraction_ * static_cast<double>(standing.size())));
        const std::size_t top = std::max<std::size_t>(1, std::min(share, standing.size() / 2));
        const auto place = static_cast<std::size_t>(std::ranges::find(standing, &now) - standing.begin());
        if (place + top < standing.size() || standing.size() < 2)
            if (place < standing.size()) return made(now.trial->params, member, generation, now.trial->number);
        const auto& source = *standing[random.below(top)];
        return made(seen.layout().to_params(explored(seen.layout(), source.row, random)), member, generation,
                    source.trial->number);
    }

    // Each parameter drawn anew with resample_probability, otherwise moved up or down: numbers by `factor` of their
    // range (of the range of their logarithms, of their probability), choices to a neighbour in their list.
    space::Row explored(const space::Layout& layout, std::span<const double> from, Random& random) const {
        space::Row row(from.begin(), from.end());
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (std::isnan(row[c])) continue;
            const auto& d = layout.columns()[c].distribution;
            const bool anew = random.uniform() < resample_;
            const double sign = random.uniform() < 0.5 ? -1 : 1;
            if (d.kind == space::Kind::choice) {
                const auto branches = static_cast<double>(d.branches.size());
                if (anew) row[c] = static_cast<double>(random.below(d.branches.size()));
                else row[c] = std::clamp(row[c] + sign, 0.0, branches - 1);
            } else {
                row[c] = anew ? random.uniform() : moved(d, row[c], sign);
            }
        }
        layout.complete(row, random);
        return layout.snap(row);
    }

    // At least to the next value where there are steps.
    double moved(const space::Distribution& d, double position, double sign) const {
        const double there = std::clamp(position + sign * factor_, 0.0, 1.0);
        const double step = d.kind == space::Kind::randint ? 1 : d.q;
        const config::Value value = d.from_unit(position);
        if (step == 0 || !(d.from_unit(there) == value)) return there;
        return std::clamp(d.to_unit(config::Value(value.as_number() + sign * step)), 0.0, 1.0);
    }

    std::uint64_t seed_;
    std::int64_t population_;
    std::int64_t epochs_;
    std::int64_t max_epochs_;
    double factor_;
    double resample_;
    double fraction_;
};

}  // namespace

TunerKind pbt_kind() {
    using config::option;
    using config::Type;
    return {
        "PBT",
        "A population that trains on: the worst take over the weights of the best, with parameters changed a little",
        {seed_option(),
         option("population_size", Type::integer, 10, "Members of the population").at_least(2).at_most(1e6),
         option("epochs_per_generation", Type::integer, 1, "Epochs that a trial adds to its checkpoint")
             .at_least(1)
             .at_most(1e9),
         option("max_epochs", Type::integer, config::Value(),
                "Epochs after which a member is done; null: train.epochs of the config, or no end")
             .or_null()
             .at_least(1)
             .at_most(1e9),
         option("factor", Type::floating, 0.2, "How far a parameter moves, as a share of its range").above(0).below(1),
         option("resample_probability", Type::floating, 0.25, "Probability of drawing a parameter anew")
             .at_least(0)
             .at_most(1),
         option("fraction", Type::floating, 0.2, "Share of the members that count as best, and as worst")
             .above(0)
             .at_most(0.5)},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> { return std::make_unique<PbtTuner>(arguments); },
        Feedback::objective,
        Objectives::several,
        Repeats::endlessly};
}

}  // namespace lathe::search

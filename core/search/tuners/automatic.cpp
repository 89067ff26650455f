// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses among the other tuners by what the search is like: its space, how many trials have ended, how many there will
// be, how many run at once and how many objectives there are. The choice is a function of the history, and each
// suggestion's note says it: {tuner: GP, because: "..."}. What wins where was measured with tests/bench/quality.py.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "core/search/chosen_tuner.h"
#include "core/search/ended.h"
#include "core/search/tuners/kinds.h"

namespace lathe::search {

namespace {

constexpr std::size_t most_columns_of_gp = 60;
constexpr std::size_t most_trials_of_gp = 1000;
constexpr std::size_t most_at_once_of_gp = 32;
constexpr std::size_t fewest_columns_of_cma = 4;
constexpr std::size_t most_columns_of_cma = 500;
constexpr std::int64_t fewest_before_models = 3;
constexpr std::int64_t fewest_for_reference = 5;
constexpr std::int64_t usual_before_tpe = 20;
constexpr std::size_t fewest_after_gp = 500;  // a tuner that takes over learns most of it anew

// What matters of a space.
struct Shape {
    std::size_t columns = 0;
    std::size_t choices = 0;
    std::size_t depth = 0;  // of nested choices: 0 when no parameter hangs on another
};

Shape shape_of(const space::Layout& layout) {
    Shape out{layout.size(), 0, 0};
    for (const space::Column& column : layout.columns()) {
        out.choices += column.is_choice() ? 1 : 0;
        std::size_t depth = 0;
        for (int parent = column.parent; parent >= 0; ++depth)
            parent = layout.columns()[static_cast<std::size_t>(parent)].parent;
        out.depth = std::max(out.depth, depth);
    }
    return out;
}

// What a search is like at one moment.
struct Situation {
    Shape space;
    std::size_t ended = 0;
    std::size_t at_once = 0;
    std::size_t objectives = 1;
    std::optional<int> max_trials;
};

struct Choice {
    std::string tuner;
    config::Value arguments{config::Dict{}};
    std::string reason;
};

// Trials before the model: no more than a quarter of all, or few would be left for what was learned from them. Of
// several objectives the worst of too few are no reference: all lie on the front, and its ends would count for nothing.
std::int64_t before_model(const Situation& now, std::int64_t wanted) {
    if (!now.max_trials) return wanted;
    const std::int64_t fewest = now.objectives > 1 ? fewest_for_reference : fewest_before_models;
    return std::min(wanted, std::max<std::int64_t>(fewest, (*now.max_trials + 3) / 4));
}

std::string with_start(const Situation& now, std::string reason, std::int64_t before) {
    if (!now.max_trials) return reason;
    return fmt::format("{}; of {} trials in all {} come before the model", reason, *now.max_trials,
                       std::min<std::int64_t>(before, *now.max_trials));
}

// A few parameters need no ten trials before the model.
Choice gp(const Situation& now, std::string reason) {
    const auto usual = std::clamp<std::int64_t>(static_cast<std::int64_t>(now.space.columns) + 3, 5, 10);
    const std::int64_t before = before_model(now, usual);
    return {"GP", config::Dict{{"cold_start_num", before}}, with_start(now, std::move(reason), before)};
}

// Trials that run are no good ones: taken for the best, as NNI has it, a few dozen of them would be all that counts as
// good.
Choice tpe(const Situation& now, bool group, std::string reason) {
    const std::int64_t before = before_model(now, usual_before_tpe);
    return {"TPE", config::Dict{{"constant_liar_type", "worst"}, {"group", group}, {"n_startup_jobs", before}},
            now.ended < static_cast<std::size_t>(usual_before_tpe) ? with_start(now, std::move(reason), before)
                                                                   : std::move(reason)};
}

// How many trials are a GP's; where few would be left for another, all of them.
std::size_t most_of_gp(const Situation& now) {
    const auto all = static_cast<std::size_t>(std::max(0, now.max_trials.value_or(0)));
    return all <= most_trials_of_gp + fewest_after_gp ? std::max(all, most_trials_of_gp) : most_trials_of_gp;
}

Choice choose(const Situation& now) {
    const Shape& space = now.space;
    const std::size_t most_here = most_of_gp(now);
    const bool is_for_cma = space.choices == 0 && now.objectives == 1 && space.columns >= fewest_columns_of_cma &&
                            space.columns <= most_columns_of_cma;
    if (space.depth > 1)
        return tpe(now, true,
                   fmt::format("choices are nested {} deep: each branch has a model of its own", space.depth));
    if (now.at_once > most_at_once_of_gp) return tpe(now, false, fmt::format("{} trials run at once", now.at_once));
    if (now.ended >= most_here && is_for_cma)
        return {"CMA-ES", config::Dict{{"after", static_cast<std::int64_t>(most_here)}},
                fmt::format("{} trials have ended: from the best of them on a numeric space", most_here)};
    if (space.columns > most_columns_of_gp)
        return tpe(now, false, fmt::format("the space has {} parameters", space.columns));
    if (now.ended >= most_here)
        return tpe(now, false, fmt::format("{} trials have ended, too many for a GP", most_here));
    if (now.objectives > 1)
        return gp(now, fmt::format("{} objectives: the expected improvement of the hypervolume, by a model of each",
                                   now.objectives));
    return gp(now, fmt::format("up to {} trials a model of the objective learns most from each", most_here));
}

class AutoTuner final : public Tuner {
  public:
    explicit AutoTuner(const config::Value& v) : seed_(v.int_or("seed", 0)) {}

    std::optional<Suggestion> suggest(const Observations& seen, int number) override {
        const Choice choice = choose(situation(seen));
        auto suggestion = tuner_of(choice).suggest(seen, number);
        if (!suggestion) return suggestion;
        config::Value note = note_of({choice.tuner, choice.reason});
        if (suggestion->note.is_dict())  // what the chosen one has to say itself
            for (auto& entry : suggestion->note.as_dict()) note.as_dict().push_back(std::move(entry));
        suggestion->note = std::move(note);
        return suggestion;
    }

  private:
    Situation situation(const Observations& seen) {
        if (cursor_.moved_to(seen)) {
            tuners_.clear();  // their arguments are of the former space
            shape_ = shape_of(seen.layout());
            ended_ = 0;
        }
        cursor_.advance(seen, [&](const Trial&, std::span<const double>) { ++ended_; });
        const auto at_once = seen.history().trials.size() - seen.history().ended.size() + 1;
        const History& history = seen.history();
        return {shape_, ended_, at_once, std::max<std::size_t>(1, history.modes.size()), history.max_trials};
    }

    Tuner& tuner_of(const Choice& choice) {
        Made& made = tuners_[choice.tuner];
        if (!made.tuner || !(made.arguments == choice.arguments)) {  // a resumed search would have none of before
            config::Value arguments = choice.arguments;
            arguments.set("seed", seed_);
            made = {choice.arguments, std::move(*make_tuner(choice.tuner, arguments))};
        }
        return *made.tuner;
    }

    struct Made {
        config::Value arguments;
        std::unique_ptr<Tuner> tuner;
    };

    std::int64_t seed_;
    EndedCursor cursor_;
    Shape shape_;
    std::size_t ended_ = 0;
    std::map<std::string, Made> tuners_;
};

}  // namespace

TunerKind auto_kind() {
    return {
        "Auto",
        "Chooses among the others by the space, the trials so far and to come and how many run at once, and says why",
        {seed_option()},
        [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
            return std::make_unique<AutoTuner>(arguments);
        }};
}

}  // namespace lathe::search

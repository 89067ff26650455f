// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses among the other tuners by what the search is like: its space, how many trials have ended, how many run at
// once and how many objectives there are. The choice is a function of the history, and each suggestion's note says it:
// {tuner: GP, because: "..."}. What wins where was measured with tests/bench/quality.py.
#include <algorithm>
#include <map>
#include <memory>
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
};

struct Choice {
    std::string tuner;
    config::Value arguments{config::Dict{}};
    std::string reason;
};

// Trials before the model: a few parameters need no ten.
std::int64_t cold_start(const Shape& space) {
    return std::clamp<std::int64_t>(static_cast<std::int64_t>(space.columns) + 3, 5, 10);
}

// Trials that run are no good ones: taken for the best, as NNI has it, a few dozen of them would be all that counts as
// good.
Choice tpe(bool group, std::string reason) {
    return {"TPE", config::Dict{{"constant_liar_type", "worst"}, {"group", group}}, std::move(reason)};
}

Choice choose(const Situation& now) {
    const Shape& space = now.space;
    const bool is_for_cma = space.choices == 0 && now.objectives == 1 && space.columns >= fewest_columns_of_cma &&
                            space.columns <= most_columns_of_cma;
    if (space.depth > 1)
        return tpe(true, fmt::format("choices are nested {} deep: each branch has a model of its own", space.depth));
    if (now.at_once > most_at_once_of_gp) return tpe(false, fmt::format("{} trials run at once", now.at_once));
    if (now.ended >= most_trials_of_gp && is_for_cma)
        return {"CMA-ES", config::Dict{{"after", static_cast<std::int64_t>(most_trials_of_gp)}},
                fmt::format("{} trials have ended: from the best of them on a numeric space", most_trials_of_gp)};
    if (space.columns > most_columns_of_gp)
        return tpe(false, fmt::format("the space has {} parameters", space.columns));
    if (now.ended < most_trials_of_gp)
        return {"GP", config::Dict{{"cold_start_num", cold_start(space)}},
                now.objectives > 1
                    ? fmt::format("{} objectives: the expected improvement of the hypervolume, by a model of each",
                                  now.objectives)
                    : fmt::format("up to {} trials a model of the objective learns most from each", most_trials_of_gp)};
    return tpe(false, fmt::format("{} trials have ended, too many for a GP", most_trials_of_gp));
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
        return {shape_, ended_, at_once, std::max<std::size_t>(1, seen.history().modes.size())};
    }

    Tuner& tuner_of(const Choice& choice) {
        auto& made = tuners_[choice.tuner];
        if (!made) {
            config::Value arguments = choice.arguments;
            arguments.set("seed", seed_);
            made = std::move(*make_tuner(choice.tuner, arguments));
        }
        return *made;
    }

    std::int64_t seed_;
    EndedCursor cursor_;
    Shape shape_;
    std::size_t ended_ = 0;
    std::map<std::string, std::unique_ptr<Tuner>> tuners_;
};

}  // namespace

TunerKind auto_kind() {
    return {"Auto",
            "Chooses among the others by the space, the trials so far and how many run at once, and says why",
            {seed_option()},
            [](const config::Value& arguments) -> std::unique_ptr<Tuner> {
                return std::make_unique<AutoTuner>(arguments);
            }};
}

}  // namespace lathe::search

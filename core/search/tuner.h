// SPDX-License-Identifier: GPL-3.0-or-later
// The interfaces of the search algorithms. Implementations are pure functions of (space, history, seed): the same
// journal and seed give the same suggestion, whatever process asks. How many trials there may be is part of the history
// (History::max_trials), and may change between two suggestions. No threads, no torch.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/config/schema.h"
#include "core/search/observations.h"

namespace lathe::search {

// Chooses what each new trial shall be, from the trials so far. One thread at a time.
class Tuner {
  public:
    virtual ~Tuner() = default;
    // The parameters of trial `number`; nullopt when the space is exhausted. `seen` holds all earlier trials, running
    // ones included. A tuner may keep what it computed from `seen` for the next call, but never anything else.
    virtual std::optional<Suggestion> suggest(const Observations& seen, int number) = 0;
};

// Decides whether a running trial is worth going on with. One thread at a time.
class Assessor {
  public:
    virtual ~Assessor() = default;
    // Whether the running trial `number` should stop now; the reason if so.
    virtual std::optional<std::string> should_stop(const History& history, int number) = 0;
};

// What a tuner has to know of the trials that ended.
enum class Feedback : std::uint8_t { objective, none };

// How many objectives a tuner can search for at once.
enum class Objectives : std::uint8_t { one, several };

// Whether a tuner suggests parameters that a trial has had already.
enum class Repeats : std::uint8_t {
    never,
    with_more_epochs,  // the same parameters with a larger budget
    endlessly          // a trial goes on from another one's checkpoint, for as long as the search lasts
};

// Where a tuner's configurations come from.
enum class Source : std::uint8_t { space, list /* in its arguments */ };

// An algorithm by its name, with its arguments as a schema so that the window can edit them.
struct TunerKind {
    std::string name;
    std::string doc;
    std::vector<config::Option> arguments;  // keys without a prefix: "seed"
    std::unique_ptr<Tuner> (*make)(const config::Value& arguments);
    Feedback feedback = Feedback::objective;
    Objectives objectives = Objectives::several;
    Repeats repeats = Repeats::never;
    Source source = Source::space;
};
// An assessor by its name, with its arguments as a schema, like TunerKind.
struct AssessorKind {
    std::string name;
    std::string doc;
    std::vector<config::Option> arguments;
    std::unique_ptr<Assessor> (*make)(const config::Value& arguments);
};
// Every tuner that an experiment can name. Made at the first call and kept; any thread.
const std::vector<TunerKind>& tuner_kinds();
// Every assessor that an experiment can name. Made at the first call and kept; any thread.
const std::vector<AssessorKind>& assessor_kinds();

// The tuner of that name. Name and arguments are checked, and the nearest known name is given in the error; arguments
// left out take their defaults. Of several mistakes the error is the first.
Result<std::unique_ptr<Tuner>> make_tuner(const std::string& name, const config::Value& arguments);
// The assessor of that name, checked as make_tuner() checks.
Result<std::unique_ptr<Assessor>> make_assessor(const std::string& name, const config::Value& arguments);

// The kind of that name; nullptr: there is none.
const TunerKind* find_tuner_kind(const std::string& name);

// Refuses several objectives for a tuner that can search for one only; unknown names pass.
Result<void> check_objectives(const std::string& tuner, std::size_t objectives);

// Every error of a tuner's name and arguments at once; keys are the arguments' names, empty for the name itself.
Errors check_tuner(const std::string& name, const config::Value& arguments);
// Every error of an assessor's name and arguments at once, with keys as check_tuner() has them.
Errors check_assessor(const std::string& name, const config::Value& arguments);

}  // namespace lathe::search

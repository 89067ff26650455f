// SPDX-License-Identifier: GPL-3.0-or-later
// Follows interpolations through a config: lazily, each value once, cycles found.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/config/interpolation.h"
#include "core/config/schema.h"
#include "core/config/tree.h"

namespace lathe::config {

// What an interpolation gives: a value of the config (then `node` is set) or a new one.
struct Outcome {
    Tree::Id node = Tree::none;
    Value value;
};

// Follows the interpolations of one config. One thread.
class Evaluator {
  public:
    // Both must outlive the evaluator. Values of typed options are converted on access.
    Evaluator(const Tree& tree, const Schema& schema);

    // The value behind `id`, interpolations followed: itself unless it is one.
    Result<Outcome> follow(Tree::Id id);
    // follow() and, for a container, everything in it. Errors of parts are added to `errors` and leave the raw text.
    Value resolve(Tree::Id id, Errors& errors);
    // The value at a path from the root; none when there is nothing or MISSING.
    Result<std::optional<Outcome>> select(std::string_view path);

    // The error with the key, file, line and column of the value `id`.
    Error placed(Error error, Tree::Id id) const;

    // The config that is evaluated. This and what follows is for resolvers ("oc.env" and the like), which are called
    // with the container that holds the interpolation.
    const Tree& tree() const { return tree_; }
    // What to do with a MISSING value on the way.
    enum class Missing : std::uint8_t { refuse, allow };
    // `node` of the outcome is none and its value null when the path leads nowhere; MISSING is a node's value.
    struct Found {
        bool any = false;
        Outcome outcome;
    };
    // Follows a key, from the root or, with leading dots, from `container` (one dot is the container itself). `any` is
    // false when nothing is there. The error: the path goes through what is no container, leads above the root, or
    // meets a MISSING value that is refused or not the last.
    Result<Found> lookup(const std::string& key, Tree::Id container, Missing missing);
    // What a parsed expression gives; it stands in the value `node`, which is in `container`.
    Result<Outcome> evaluate(const Element& element, Tree::Id container, Tree::Id node);
    Result<Value> plain(const Outcome& outcome) const;  // the raw value behind an outcome
    Result<Value> resolved(const Outcome& outcome);     // the same, everything in it resolved

  private:
    struct State {
        enum class Progress : std::uint8_t { untouched, running, done } progress = Progress::untouched;
        std::optional<Result<Outcome>> outcome;
    };

    Result<Outcome> follow_now(Tree::Id id);
    Result<Outcome> convert(Tree::Id id, Outcome outcome);
    Result<Outcome> evaluate_text(const Element& element, Tree::Id container, Tree::Id node);
    Result<Outcome> evaluate_node(const Element& element, Tree::Id container, Tree::Id node);
    Result<Outcome> evaluate_resolver(const Element& element, Tree::Id container, Tree::Id node);
    Result<std::string> text_of(const Element& element, Tree::Id container, Tree::Id node);
    Result<std::string> key_text_of(const Element& element, Tree::Id container, Tree::Id node);
    Value resolve_value(Tree::Id id, Errors& errors);
    bool spend(std::size_t values, std::size_t bytes);

    const Tree& tree_;
    const Schema& schema_;
    std::vector<State> states_;
    std::vector<bool> resolving_;  // containers being resolved, by id
    int depth_ = 0;
    std::size_t values_ = 0;
    std::size_t bytes_ = 0;
};

// Runs "oc.env", "oc.select", ...: evaluated arguments, and where the interpolation stands.
struct ResolverCall {
    Evaluator& evaluator;
    std::string name;
    std::vector<Value> arguments;
    Tree::Id container;
    Tree::Id node;
};
// Calls the resolver of that name. The error: there is none, it takes other arguments, or it fails itself.
Result<Outcome> call_resolver(const ResolverCall& call);

// An error of the interpolation classes.
Error interpolation_error(std::string kind, std::string what, std::string hint = {});

}  // namespace lathe::config

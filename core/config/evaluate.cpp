// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/evaluate.h"

#include "core/config/python_text.h"
#include "core/config/value_error.h"

namespace lathe::config {

namespace {

// Interpolations that lead to one another, one after the other.
constexpr int max_chain = 400;
// Together these bound the memory that a hostile config can make its interpolations take, beside what is written.
constexpr std::size_t max_values = 500'000;
constexpr std::size_t max_evaluated_bytes = 32u << 20;

const Value* child_at(const Value& value, const std::string& step) {
    if (value.is_dict()) return value.get(step);
    return value.is_list() ? value.find("[" + step + "]") : nullptr;
}

}  // namespace

Error interpolation_error(std::string kind, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = std::move(kind);
    return error;
}

Evaluator::Evaluator(const Tree& tree, const Schema& schema)
    : tree_(tree), schema_(schema), states_(tree.size()), resolving_(tree.size()) {}

bool Evaluator::spend(std::size_t values, std::size_t bytes) {
    values_ += values;
    bytes_ += bytes;
    return values_ <= tree_.size() + max_values && bytes_ <= max_evaluated_bytes;
}

Error Evaluator::placed(Error error, Tree::Id id) const {
    error.key = tree_.path(id);
    set_place(error, tree_.value(id).mark);
    return error;
}

Result<Outcome> Evaluator::follow(Tree::Id id) {
    if (!is_interpolation(tree_.value(id))) return Outcome{id, {}};
    auto& state = states_[id];
    if (state.outcome) return *state.outcome;
    if (state.progress == State::Progress::running)
        return fail(interpolation_error("InterpolationResolutionError", "Recursive interpolation detected",
                                        "break the cycle: '" + tree_.path(id) + "' leads to itself"));
    if (depth_ >= max_chain)
        return fail(
            interpolation_error("InterpolationResolutionError",
                                "more than " + std::to_string(max_chain) + " interpolations lead to one another",
                                "refer to the value itself"));
    state.progress = State::Progress::running;
    ++depth_;
    auto outcome = follow_now(id);
    --depth_;
    states_[id].progress = State::Progress::done;
    states_[id].outcome = outcome;
    return outcome;
}

Result<Outcome> Evaluator::follow_now(Tree::Id id) {
    const auto element = parse_interpolation(tree_.value(id).as_string());
    if (!element) return fail(element.error());
    auto outcome = evaluate(*element, tree_.parent(id) == Tree::none ? Tree::root : tree_.parent(id), id);
    if (!outcome) return outcome;
    return convert(id, std::move(*outcome));
}

// Into a typed option: converted, or InterpolationValidationError.
Result<Outcome> Evaluator::convert(Tree::Id id, Outcome outcome) {
    if (schema_.empty()) return outcome;
    const Option* option = schema_.find(tree_.path(id));
    if (option == nullptr || option->type == Type::any) return outcome;
    const auto value = resolved(outcome);
    if (!value) return fail(value.error());
    if (value->is_missing()) return outcome;
    auto converted = schema_.convert(*option, *value);
    if (!converted) {
        auto error = std::move(converted.error());
        error.kind = "InterpolationValidationError";
        error.what = "while following '" + tree_.value(id).as_string() + "': " + error.what;
        return fail(std::move(error));
    }
    if (*converted == *value) return outcome;
    return Outcome{Tree::none, std::move(*converted)};
}

Result<Value> Evaluator::plain(const Outcome& outcome) const {
    return outcome.node == Tree::none ? outcome.value : tree_.value(outcome.node);
}

Result<Value> Evaluator::resolved(const Outcome& outcome) {
    if (outcome.node == Tree::none) return outcome.value;
    Errors errors;
    Value value = resolve(outcome.node, errors);
    if (!errors.empty()) return fail(std::move(errors.front()));
    return value;
}

Result<Outcome> Evaluator::evaluate(const Element& element, Tree::Id container, Tree::Id node) {
    switch (element.kind) {
        case Element::Kind::constant: return Outcome{Tree::none, element.constant};
        case Element::Kind::text:
        case Element::Kind::quoted: return evaluate_text(element, container, node);
        case Element::Kind::node: return evaluate_node(element, container, node);
        case Element::Kind::resolver: return evaluate_resolver(element, container, node);
        case Element::Kind::list:
        case Element::Kind::dict: break;
    }
    List items;
    for (const auto& part : element.parts) {
        const auto outcome = evaluate(part, container, node);
        if (!outcome) return outcome;
        auto value = resolved(*outcome);
        if (!value) return fail(std::move(value.error()));
        items.push_back(std::move(*value));
    }
    if (element.kind == Element::Kind::list) return Outcome{Tree::none, std::move(items)};
    Value dict{Dict{}};
    for (std::size_t i = 0; i < items.size(); ++i) {
        const auto& [key, kind] = element.keys[i];
        if (Value* same = dict.get(key)) {
            *same = std::move(items[i]);
            continue;
        }
        items[i].key_kind = kind;
        dict.as_dict().emplace_back(key, std::move(items[i]));
    }
    return Outcome{Tree::none, std::move(dict)};
}

Result<std::string> Evaluator::text_of(const Element& element, Tree::Id container, Tree::Id node) {
    if (element.kind == Element::Kind::constant) return element.constant.as_string();
    const auto outcome = evaluate(element, container, node);
    if (!outcome) return fail(outcome.error());
    return python_str(*plain(*outcome));
}

Result<std::string> Evaluator::key_text_of(const Element& element, Tree::Id container, Tree::Id node) {
    if (element.kind == Element::Kind::constant) return element.constant.as_string();
    const auto outcome = evaluate(element, container, node);
    if (!outcome) return fail(outcome.error());
    const auto value = plain(*outcome);
    if (value->is_string()) return value->as_string();
    return fail(
        interpolation_error("InterpolationResolutionError",
                            "an interpolation that names a key must give a string, found " + python_repr(*value),
                            "quote the value that it refers to"));
}

Result<Outcome> Evaluator::evaluate_text(const Element& element, Tree::Id container, Tree::Id node) {
    std::string out;
    for (const auto& part : element.parts) {
        auto text = text_of(part, container, node);
        if (!text) return fail(std::move(text.error()));
        out += *text;
        if (!spend(0, text->size()))
            return fail(interpolation_error("InterpolationResolutionError",
                                            "the interpolations expand to too much text", "use fewer of them"));
    }
    return Outcome{Tree::none, std::move(out)};
}

Result<Outcome> Evaluator::evaluate_node(const Element& element, Tree::Id container, Tree::Id node) {
    std::string key;
    for (const auto& part : element.parts) {
        auto text = key_text_of(part, container, node);
        if (!text) return fail(std::move(text.error()));
        key += *text;
    }
    auto found = lookup(key, container, Missing::refuse);
    if (!found) {
        auto error = std::move(found.error());
        if (error.kind == "ConfigKeyError") error.kind = "InterpolationKeyError";
        else if (error.kind == "MissingMandatoryValue") error.kind = "InterpolationToMissingValueError";
        else if (!error.kind.starts_with("Interpolation") && error.kind != "UnsupportedInterpolationType" &&
                 error.kind != "GrammarParseError")
            error.kind = "InterpolationResolutionError";
        return fail(std::move(error));
    }
    if (!found->any)
        return fail(interpolation_error("InterpolationKeyError", "Interpolation key '" + key + "' not found",
                                        "define the key, or give a default with ${oc.select:" + key + ",default}"));
    if (found->outcome.node != Tree::none && tree_.is_within(container, found->outcome.node))
        return fail(interpolation_error("InterpolationResolutionError", "Interpolation to parent node detected",
                                        "refer to a value outside of '" + tree_.path(found->outcome.node) + "'"));
    return std::move(found->outcome);
}

Result<Evaluator::Found> Evaluator::lookup(const std::string& key, Tree::Id container, Missing missing) {
    // Leading dots are relative to the container that holds the interpolation: one dot is the container itself.
    Tree::Id start = Tree::root;
    std::string_view rest = key;
    if (rest.starts_with('.')) {
        start = container;
        rest.remove_prefix(1);
        while (rest.starts_with('.')) {
            start = tree_.parent(start);
            if (start == Tree::none)
                return fail(interpolation_error(
                    "ConfigKeyError", "Error resolving key '" + key + "': it leads above the root", "use fewer dots"));
            rest.remove_prefix(1);
        }
    }
    Found found{true, {start, {}}};
    if (rest.empty()) return found;
    const auto steps = split_path(rest);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Value& here = found.outcome.node == Tree::none ? found.outcome.value : tree_.value(found.outcome.node);
        if (i > 0 && !here.is_container())
            return fail(interpolation_error("ConfigTypeError",
                                            "Error trying to access " + key + ": '" + steps[i - 1] +
                                                "' is not a container and thus cannot contain '" + steps[i] + "'",
                                            "check the key"));
        if (here.is_list() && !python_int(steps[i]))
            return fail(interpolation_error("ConfigTypeError", "Index '" + steps[i] + "' (str) is not an int",
                                            "give the position of the item"));
        if (found.outcome.node == Tree::none) {
            const Value* child = child_at(here, steps[i]);
            if (child == nullptr) return Found{};
            Value copy = *child;
            found.outcome.value = std::move(copy);
            continue;
        }
        const auto child = tree_.child(found.outcome.node, steps[i]);
        if (child == Tree::none) return Found{};
        const bool last = i + 1 == steps.size();
        if (tree_.value(child).is_missing()) {
            if (missing == Missing::refuse)
                return fail(interpolation_error("MissingMandatoryValue",
                                                "Missing mandatory value: " + tree_.path(child),
                                                "set " + tree_.path(child)));
            if (!last)
                return fail(interpolation_error("ConfigTypeError", "'" + tree_.path(child) + "' is missing", "set it"));
        }
        auto outcome = follow(child);
        if (!outcome) return fail(std::move(outcome.error()));
        found.outcome = std::move(*outcome);
    }
    return found;
}

Result<std::optional<Outcome>> Evaluator::select(std::string_view path) {
    auto found = lookup(std::string(path), Tree::root, Missing::allow);
    if (!found) return fail(std::move(found.error()));
    if (!found->any) return std::nullopt;
    const auto value = plain(found->outcome);
    if (value->is_missing()) return std::nullopt;
    return std::move(found->outcome);
}

Result<Outcome> Evaluator::evaluate_resolver(const Element& element, Tree::Id container, Tree::Id node) {
    ResolverCall call{*this, {}, {}, container, node};
    for (const auto& part : element.name) {
        auto text = key_text_of(part, container, node);
        if (!text) return fail(std::move(text.error()));
        call.name += *text;
    }
    for (const auto& part : element.parts) {
        const auto outcome = evaluate(part, container, node);
        if (!outcome) return outcome;
        auto value = resolved(*outcome);
        if (!value) return fail(std::move(value.error()));
        call.arguments.push_back(std::move(*value));
    }
    return call_resolver(call);
}

Value Evaluator::resolve(Tree::Id id, Errors& errors) {
    const auto outcome = follow(id);
    const Value& raw = tree_.value(id);
    if (!outcome) {
        errors.push_back(placed(outcome.error(), id));
        return raw;
    }
    Value value = outcome->node == Tree::none ? outcome->value : resolve_value(outcome->node, errors);
    value.mark = raw.mark;
    value.origin = raw.origin;
    value.key_kind = raw.key_kind;
    return value;
}

Value Evaluator::resolve_value(Tree::Id id, Errors& errors) {
    const Value& raw = tree_.value(id);
    if (!raw.is_container()) {
        if (spend(1, raw.is_string() ? raw.as_string().size() : 0)) return raw;
    }
    if (!spend(1, 0)) {
        if (errors.empty() || errors.back().what != "the interpolations expand to too many values")
            errors.push_back(
                placed(interpolation_error("InterpolationResolutionError",
                                           "the interpolations expand to too many values", "use fewer of them"),
                       id));
        return {};
    }
    if (resolving_[id]) {
        errors.push_back(placed(interpolation_error("InterpolationResolutionError", "Recursive interpolation detected",
                                                    "break the cycle: '" + tree_.path(id) + "' contains itself"),
                                id));
        return {};
    }
    resolving_[id] = true;
    Value out;
    if (raw.is_list()) {
        List items;
        items.reserve(tree_.child_count(id));
        for (std::size_t i = 0; i < tree_.child_count(id); ++i) items.push_back(resolve(tree_.child(id, i), errors));
        out = std::move(items);
    } else {
        Dict entries;
        entries.reserve(tree_.child_count(id));
        for (std::size_t i = 0; i < tree_.child_count(id); ++i)
            entries.emplace_back(raw.as_dict()[i].first, resolve(tree_.child(id, i), errors));
        out = std::move(entries);
    }
    resolving_[id] = false;
    return out;
}

}  // namespace lathe::config

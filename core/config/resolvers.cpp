// SPDX-License-Identifier: GPL-3.0-or-later
// OmegaConf's built-in resolvers.
#include <algorithm>
#include <cstdlib>

#include "core/config/document.h"
#include "core/config/evaluate.h"
#include "core/config/interpolation.h"
#include "core/config/python_text.h"
#include "core/config/scalar.h"

namespace lathe::config {

namespace {

// What Python would raise inside a resolver reaches the person as an InterpolationResolutionError.
tl::unexpected<Error> refuse_call(const ResolverCall& call, const std::string& what, std::string hint = {}) {
    return fail(interpolation_error("InterpolationResolutionError", call.name + ": " + what, std::move(hint)));
}

Result<void> check_count(const ResolverCall& call, std::size_t least, std::size_t most) {
    const auto count = call.arguments.size();
    if (count >= least && count <= most) return {};
    const auto range = least == most ? std::to_string(least) : std::to_string(least) + " to " + std::to_string(most);
    return refuse_call(call, "expected " + range + " arguments, found " + std::to_string(count));
}

Result<Outcome> made(Value value) {
    return Outcome{Tree::none, std::move(value)};
}

Result<std::string> key_of(const ResolverCall& call) {
    if (!call.arguments[0].is_string())
        return refuse_call(call, "expected a key as text, found " + python_repr(call.arguments[0]), "quote it");
    return call.arguments[0].as_string();
}

Result<Outcome> env(const ResolverCall& call) {
    const auto key = key_of(call);
    if (!key) return fail(key.error());
    if (const char* value = std::getenv(key->c_str())) return made(std::string(value));
    if (call.arguments.size() < 2)
        return refuse_call(call, "Environment variable '" + *key + "' not found",
                           "set it, or give a default: ${oc.env:" + *key + ",default}");
    const Value& fallback = call.arguments[1];
    return made(fallback.is_null() ? Value() : Value(python_str(fallback)));
}

// lookup(), where a path through something that is no container leads nowhere, as OmegaConf's select has it.
Result<Evaluator::Found> look(const ResolverCall& call, const std::string& key, Evaluator::Missing missing) {
    auto found = call.evaluator.lookup(key, call.container, missing);
    if (found) return found;
    auto error = std::move(found.error());
    if (error.kind == "ConfigTypeError" && error.what.starts_with("Error trying")) return Evaluator::Found{};
    if (!error.kind.starts_with("Interpolation") && error.kind != "UnsupportedInterpolationType")
        return refuse_call(call, error.what, error.hint);
    return fail(std::move(error));
}

Result<Outcome> select(const ResolverCall& call) {
    const auto key = key_of(call);
    if (!key) return fail(key.error());
    auto found = look(call, *key, Evaluator::Missing::allow);
    if (!found) return fail(std::move(found.error()));
    if (found->any && !call.evaluator.plain(found->outcome)->is_missing()) return std::move(found->outcome);
    return made(call.arguments.size() > 1 ? call.arguments[1] : Value());
}

Result<Outcome> decode(const ResolverCall& call) {
    if (call.arguments[0].is_null()) return made({});
    const auto text = key_of(call);
    if (!text) return fail(text.error());
    const auto element = parse_element(*text);
    if (!element) return refuse_call(call, element.error().what, element.error().hint);
    return call.evaluator.evaluate(*element, call.container, call.node);
}

// What a key that is relative to its own place would mean in a value that has none yet.
bool is_relative(const Element& element) {
    if (element.kind == Element::Kind::node && !element.parts.empty() && element.parts.front().constant.is_string() &&
        element.parts.front().constant.as_string().starts_with('.'))
        return true;
    return std::ranges::any_of(element.parts, is_relative) || std::ranges::any_of(element.name, is_relative);
}

// Follows the interpolations that stand as text in a value that was made.
Result<void> follow_inside(const ResolverCall& call, Value& value) {
    if (value.is_list())
        for (Value& one : value.as_list())
            if (auto done = follow_inside(call, one); !done) return done;
    if (value.is_dict())
        for (auto& [key, one] : value.as_dict())
            if (auto done = follow_inside(call, one); !done) return done;
    if (!is_interpolation(value)) return {};
    const auto element = parse_interpolation(value.as_string());
    if (!element) return fail(element.error());
    if (is_relative(*element))
        return refuse_call(call, "'" + value.as_string() + "' is relative to the value that is made",
                           "write the whole key");
    const auto outcome = call.evaluator.evaluate(*element, call.container, call.node);
    if (!outcome) return fail(outcome.error());
    auto followed = call.evaluator.resolved(*outcome);
    if (!followed) return fail(std::move(followed.error()));
    followed->key_kind = value.key_kind;
    value = std::move(*followed);
    return {};
}

// A text is read as YAML, as the text of a file is.
Result<Outcome> create(const ResolverCall& call) {
    Value value = call.arguments[0];
    if (value.is_string()) {
        auto document = Document::parse(value.as_string());
        if (!document) return refuse_call(call, document.error().what, document.error().hint);
        value = document->root();
    }
    if (!value.is_container() && !value.is_null())
        return refuse_call(call, "expected a dict or a list, found " + python_repr(value),
                           "write [" + python_repr(value) + "] for a list of it");
    if (auto done = follow_inside(call, value); !done) return fail(std::move(done.error()));
    return made(std::move(value));
}

Result<Outcome> deprecated(const ResolverCall& call) {
    const auto key = key_of(call);
    if (!key) return fail(key.error());
    if (call.arguments.size() > 1 && !call.arguments[1].is_string())
        return refuse_call(call, "expected the message as text, found " + python_repr(call.arguments[1]), "quote it");
    auto found = look(call, *key, Evaluator::Missing::allow);
    if (!found) return fail(std::move(found.error()));
    if (!found->any) return refuse_call(call, "Key not found: '" + *key + "'", "check the new key");
    return std::move(found->outcome);
}

// The dict at the key, with its place when it stands in the config.
Result<Outcome> dict_at(const ResolverCall& call) {
    const auto key = key_of(call);
    if (!key) return fail(key.error());
    auto found = look(call, *key, Evaluator::Missing::refuse);
    if (!found) return fail(std::move(found.error()));
    if (!found->any) return refuse_call(call, "Key not found: '" + *key + "'", "check the key");
    if (!call.evaluator.plain(found->outcome)->is_dict())
        return refuse_call(call, "'" + *key + "' is not a dict", "give the key of a dict");
    return std::move(found->outcome);
}

Value key_value(const std::string& key, Value::Kind kind) {
    if (kind == Value::Kind::string) return key;
    auto value = read_plain_scalar(key);
    return value ? std::move(*value) : Value(key);
}

Result<Outcome> dict_keys(const ResolverCall& call) {
    const auto dict = dict_at(call);
    if (!dict) return dict;
    const auto value = call.evaluator.plain(*dict);
    List keys;
    for (const auto& [key, item] : value->as_dict()) keys.push_back(key_value(key, item.key_kind));
    return made(std::move(keys));
}

Result<Outcome> dict_values(const ResolverCall& call) {
    const auto dict = dict_at(call);
    if (!dict) return dict;
    auto value = call.evaluator.resolved(*dict);
    if (!value) return fail(std::move(value.error()));
    List values;
    for (auto& [key, item] : value->as_dict()) {
        values.push_back(std::move(item));
        values.back().key_kind = Value::Kind::string;
    }
    return made(std::move(values));
}

struct Resolver {
    std::string_view name;
    std::size_t least;
    std::size_t most;
    Result<Outcome> (*run)(const ResolverCall&);
};

constexpr Resolver resolvers[] = {
    {"oc.env", 1, 2, env},
    {"oc.select", 1, 2, select},
    {"oc.decode", 1, 1, decode},
    {"oc.create", 1, 1, create},
    {"oc.deprecated", 1, 2, deprecated},
    {"oc.dict.keys", 1, 1, dict_keys},
    {"oc.dict.values", 1, 1, dict_values},
};

}  // namespace

Result<Outcome> call_resolver(const ResolverCall& call) {
    std::vector<std::string> names;
    for (const auto& resolver : resolvers) {
        if (resolver.name == call.name) {
            if (auto fine = check_count(call, resolver.least, resolver.most); !fine)
                return fail(std::move(fine.error()));
            return resolver.run(call);
        }
        names.emplace_back(resolver.name);
    }
    if (call.name == "now" || call.name == "hydra") {
        const auto asked = call.arguments.empty() ? std::string() : python_str(call.arguments.front());
        return refuse_call(call, "there is no answer to '" + asked + "' here",
                           "only a run of Hydra has it: give a value");
    }
    const auto near = nearest_name(call.name, names);
    return fail(interpolation_error("UnsupportedInterpolationType", "Unsupported interpolation type " + call.name,
                                    near.empty() ? "use one of oc.env, oc.select, oc.decode, oc.create, oc.deprecated, "
                                                   "oc.dict.keys, oc.dict.values"
                                                 : "did you mean " + near + "?"));
}

}  // namespace lathe::config

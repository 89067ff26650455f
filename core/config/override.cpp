// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/override.h"

#include <algorithm>

#include "core/base/plural.h"
#include "core/config/choice.h"
#include "core/config/document.h"
#include "core/config/merge.h"
#include "core/config/python_text.h"
#include "core/config/resolve.h"

namespace lathe::config {

namespace {

tl::unexpected<Error> refuse_override(const std::string& key, std::string kind, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = std::move(kind);
    error.key = key;
    return fail(std::move(error));
}

void mark_as_override(Value& value) {
    value.origin = Origin::override_value;
    value.mark = {};
    if (value.is_list())
        for (auto& item : value.as_list()) mark_as_override(item);
    if (value.is_dict())
        for (auto& [key, item] : value.as_dict()) mark_as_override(item);
}

void add_keys(const Value& config, const std::string& path, Schema& keys) {
    if (!config.is_dict()) return;
    for (const auto& [key, value] : config.as_dict()) {
        const std::string full = join_path(path, key);
        if (value.is_dict()) add_keys(value, full, keys);
        else keys.add(option(full, Type::any, Value(), ""));
    }
}

const Value* parent_of(const Value& config, const std::vector<std::string>& steps) {
    std::string path;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) path = join_path(path, steps[i]);
    return config.find(path);
}

// The key with each position that counts from the end of a list ("l[-1]", as in Python) counted from its beginning.
std::string counted_from_the_beginning(const Value& config, const std::string& key) {
    if (key.find('-') == std::string::npos) return key;
    std::string path;
    const Value* at = &config;
    for (const auto& step : split_path(key)) {
        const auto index =
            at != nullptr && at->is_list() ? python_int(step) : tl::make_unexpected(NoInt::not_an_integer);
        const auto size = index ? static_cast<std::int64_t>(at->as_list().size()) : 0;
        if (index && *index < 0 && *index >= -size) path = join_path(path, static_cast<std::size_t>(*index + size));
        else path = join_path(path, step);
        at = config.find(path);
    }
    return path;
}

// OmegaConf.update: containers on the way are made, scalars there replaced; a dict or list merges into one.
Result<void> update(Value& config, const Override& change) {
    const auto steps = split_path(change.key);
    Value* at = &config;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (at->is_list()) {
            const auto index = python_int(steps[i]);
            if (!index)
                return refuse_override(change.key, "ConfigTypeError",
                                       "'" + steps[i] + "' is not the position of an item",
                                       "give a number such as [0]");
            if (*index < 0 || static_cast<std::size_t>(*index) >= at->as_list().size())
                return refuse_override(change.key, "ConfigIndexError",
                                       "the list has " + counted(at->as_list().size(), "item"),
                                       "give an existing position, or the whole list");
            at = &at->as_list()[static_cast<std::size_t>(*index)];
        } else {
            if (!at->is_dict()) *at = Dict{};
            Value* child = at->get(steps[i]);
            if (child == nullptr) {
                at->as_dict().emplace_back(steps[i], Value());
                child = &at->as_dict().back().second;
            }
            at = child;
        }
        const bool last = i + 1 == steps.size();
        if (!last && !at->is_list() && !at->is_dict()) *at = Dict{};
    }
    const bool both = (at->is_list() || at->is_dict()) && (change.value.is_list() || change.value.is_dict());
    if (both) return merge_at(config, change.key, change.value);
    const auto kind = at->key_kind;
    *at = change.value;
    at->key_kind = kind;
    return {};
}

}  // namespace

bool looks_like_override(std::string_view argument) {
    return argument.starts_with('~') || argument.find('=') != std::string_view::npos;
}

Result<Override> parse_override(std::string_view argument) {
    Override out;
    auto rest = argument;
    if (rest.starts_with("++")) out.operation = Override::Operation::set_or_add;
    else if (rest.starts_with('+')) out.operation = Override::Operation::add;
    else if (rest.starts_with('~')) out.operation = Override::Operation::erase;
    rest.remove_prefix(out.operation == Override::Operation::set_or_add ? 2
                       : out.operation == Override::Operation::set      ? 0
                                                                        : 1);
    const auto equals = rest.find('=');
    out.has_value = equals != std::string_view::npos;
    out.key = std::string(rest.substr(0, equals));
    if (out.key.empty() || out.key.find_first_of(" \t\r\n") != std::string::npos)
        return refuse_override("", "ConfigKeyError", "the override '" + std::string(argument) + "' names no key",
                               "write KEY=VALUE");
    if (out.has_value) out.text = std::string(rest.substr(equals + 1));
    auto value = parse_value(out.text);
    if (auto sweep = parse_sweep(out.text)) {
        out.sweep = std::move(*sweep);
    } else {
        out.sweep_error = std::move(sweep.error());
        out.sweep_error->key = out.key;
    }
    if (!value && !out.sweep)
        return refuse_override(out.key, value.error().kind,
                               "the value '" + out.text + "' is not YAML: " + value.error().what, value.error().hint);
    out.value = value ? std::move(*value) : Value(out.text);
    if (auto fine = check_depth(out.key, out.value); !fine) return fail(std::move(fine.error()));
    mark_as_override(out.value);
    return out;
}

Result<void> require_value(const Override& change) {
    if (change.has_value || change.operation == Override::Operation::erase) return {};
    Error error{"the change gives no value", "write " + change.key + "=VALUE"};
    error.key = change.key;
    return fail(std::move(error));
}

Value value_for(const Override& change, const Option* option) {
    if (option == nullptr || option->type != Type::string || change.value.is_string()) return change.value;
    Value typed(change.text);
    if (std::find(option->choices.begin(), option->choices.end(), typed) == option->choices.end()) return change.value;
    typed.origin = Origin::override_value;
    return typed;
}

namespace {

Result<void> check_section(const Value& config, const std::string& key, const Schema& schema, const KeyRule& rule) {
    const auto steps = split_path(key);
    if (steps.empty() || std::ranges::find(rule.sections, steps.front()) == rule.sections.end()) return {};
    const std::string& first = steps.front();
    if (config.get(first) != nullptr || schema.find(first) != nullptr || schema.is_group(first)) return {};
    return refuse_override(key, "ConfigKeyError", "the config has no '" + first + "', which stands beside it",
                           "KEY=VALUE changes what is under config; change what is under " + first + " in the file");
}

// The first key of `items` that neither `into`, the dict at `path`, nor the rule has; nullopt: all are known.
std::optional<std::string> unknown_key(const Value& into, const std::string& path, const Dict& items,
                                       const KeyRule& rule) {
    static const Value nothing(Dict{});
    for (const auto& [key, value] : items) {
        const std::string full = join_path(path, key);
        if (std::ranges::find(rule.known, full) != rule.known.end()) continue;
        const Value* same = into.get(key);
        const bool holds_keys = value.is_dict() && !value.as_dict().empty();
        if (same == nullptr && !holds_keys) return full;
        if (!holds_keys || (same != nullptr && !same->is_dict())) continue;
        if (auto found = unknown_key(same != nullptr ? *same : nothing, full, value.as_dict(), rule)) return found;
    }
    return std::nullopt;
}

// The first key that `change` would add to a config without a schema: its own, or one of a dict that is merged into
// another; nullopt: it adds none.
std::optional<std::string> added_key(const Value& config, const Override& change, const KeyRule& rule) {
    if (std::ranges::find(rule.known, change.key) != rule.known.end()) return std::nullopt;
    const Value* present = config.find(change.key);
    if (present == nullptr) {
        const Value* parent = parent_of(config, split_path(change.key));
        // Which positions a list has is told when the value is set.
        return parent != nullptr && parent->is_list() ? std::nullopt : std::optional(change.key);
    }
    if (!change.value.is_dict()) return std::nullopt;
    // A dict that stands elsewhere, "${b}", is merged into as well.
    const auto followed = present->is_string() ? select(config, change.key) : Result<std::optional<Value>>();
    if (followed && *followed) present = &**followed;
    return present->is_dict() ? unknown_key(*present, change.key, change.value.as_dict(), rule) : std::nullopt;
}

}  // namespace

std::string KeyRule::nearest(const Value& config, const std::string& key) const {
    Schema keys;
    for (const auto& one : known) keys.add(option(one, Type::any, Value(), ""));
    add_keys(config, {}, keys);
    return keys.nearest(key);
}

Result<void> apply_override(Value& config, const Override& given, const Schema& schema, const KeyRule& rule) {
    Override change = given;
    change.key = counted_from_the_beginning(config, given.key);
    change.value = value_for(given, schema.find(change.key));
    if (auto fine = check_section(config, change.key, schema, rule); !fine) return fine;
    const Value* present = config.find(change.key);
    // Looked for where it is told only: it walks through all keys.
    const auto near = [&](const std::string& key) {
        const auto found = schema.empty() ? rule.nearest(config, key) : schema.nearest(key);
        return found.empty() ? found : "did you mean " + found + "?";
    };
    const auto hint = [&] {
        auto text = near(change.key);
        return text.empty() ? std::string("check the key") : text;
    };
    switch (change.operation) {
        case Override::Operation::erase:
            if (present == nullptr) {
                if (schema.find(change.key) != nullptr) return {};  // it already has its default
                return refuse_override(change.key, "ConfigKeyError", "there is nothing to delete", hint());
            }
            if (change.has_value && !(*present == change.value))
                return refuse_override(change.key, "ConfigValueError",
                                       "its value is not " + to_yaml_inline(change.value),
                                       "leave the value out to delete it anyway");
            config.erase(change.key);
            return {};
        case Override::Operation::add:
            if (present != nullptr && !(present->is_dict() && change.value.is_dict()))
                return refuse_override(change.key, "ConfigKeyError", "the key exists already",
                                       "write " + change.key + "=VALUE, or ++" + change.key + "=VALUE");
            break;
        case Override::Operation::set: {
            if (schema.empty()) {
                if (rule.may_be_new) break;
                const auto unknown = added_key(config, change, rule);
                if (!unknown) break;
                const auto meant = near(*unknown);
                return refuse_override(change.key, "ConfigKeyError",
                                       "there is no '" + *unknown + "' in this config, which has no schema",
                                       meant + (meant.empty() ? "+" : " +") + *unknown + "=VALUE adds a new key");
            }
            if (present != nullptr) break;
            const Value* parent = parent_of(config, split_path(change.key));
            if (parent != nullptr && parent->is_list()) break;  // its position is looked at below
            if (schema.find(change.key) == nullptr && !schema.is_group(change.key) && !schema.is_open(change.key))
                return refuse_override(change.key, "ConfigKeyError", "there is no option '" + change.key + "'", hint());
            break;
        }
        case Override::Operation::set_or_add: break;
    }
    return update(config, change);
}

namespace {

// One application of several overrides.
class Application {
  public:
    Application(Value& config, const Catalog& catalog, Sweeps sweeps, const KeyRule& rule)
        : config_(config), catalog_(catalog), sweeps_(sweeps), rule_(rule), plain_(catalog.compose(config).empty()) {}

    Applied run(const std::vector<std::string>& arguments) {
        std::vector<Override> changes;
        for (const auto& argument : arguments) {
            auto change = parse_override(argument);
            auto fine = change ? require_value(*change) : fail(std::move(change.error()));
            if (fine) changes.push_back(std::move(*change));
            else refuse_override(std::move(fine.error()));
        }
        const auto others = std::stable_partition(changes.begin(), changes.end(),
                                                  [&](const Override& change) { return is_choice(change); });
        apply(changes.begin(), others);
        apply(others, changes.end());
        return std::move(applied_);
    }

  private:
    using Iterator = std::vector<Override>::const_iterator;

    void refuse_override(Error error) { applied_.errors.push_back(std::move(error)); }
    bool is_choice(const Override& change) const { return catalog_.group(change.key) != nullptr; }

    void apply(Iterator first, Iterator last) {
        const Schema schema = catalog_.compose(config_);
        for (; first != last; ++first) {
            const bool erases = first->operation == Override::Operation::erase;
            // In a plain config `a=1,2` is a text, as in OmegaConf's dotlist; where a search asks, it is several
            // values.
            const bool may_sweep = !plain_ || sweeps_ != Sweeps::refuse;
            if (may_sweep && !erases && (first->sweep || first->sweep_error)) {
                sweep(*first, schema);
                continue;
            }
            if (auto done = apply_override(config_, *first, schema, rule_); !done)
                refuse_override(std::move(done.error()));
            else if (is_choice(*first) && is_variant(*first)) drop_unfit(first->key);
        }
    }

    // A misspelt choice is reported by validation; nothing is dropped because of it.
    bool is_variant(const Override& change) const {
        const auto& variants = catalog_.group(change.key)->variants;
        return std::any_of(variants.begin(), variants.end(),
                           [&](const Variant& variant) { return Value(variant.name) == change.value; });
    }

    void drop_unfit(const std::string& selector) {
        for (auto& path : drop_unfit_values(config_, selector, catalog_)) applied_.dropped.push_back(std::move(path));
    }

    void sweep(const Override& change, const Schema& schema) {
        if (change.sweep_error) return refuse_override(*change.sweep_error);
        if (sweeps_ != Sweeps::collect) {
            const bool is_text = !change.text.ends_with(')');
            Error error{"'" + change.text + "' is several values, and one is wanted here",
                        is_text ? "search over them with lathectl tune, or quote the text: " + change.key + "='\"" +
                                      change.text + "\"'"
                                : "search over them with lathectl tune"};
            error.kind = "ConfigValueError";
            error.key = change.key;
            return refuse_override(std::move(error));
        }
        // Whether the option exists is asked with the first of the values; the space checks all of them.
        Override first = change;
        first.sweep.reset();
        if (!change.sweep->values.empty()) first.value = change.sweep->values.front();
        if (!change.sweep->texts.empty()) first.text = change.sweep->texts.front();
        Value copy = config_;
        if (auto done = apply_override(copy, first, schema, rule_); !done)
            return refuse_override(std::move(done.error()));
        applied_.sweeps.push_back(change);
    }

    Value& config_;
    const Catalog& catalog_;
    const Sweeps sweeps_;
    const KeyRule& rule_;
    const bool plain_;
    Applied applied_;
};

}  // namespace

Applied apply_overrides(Value& config, const std::vector<std::string>& arguments, const Catalog& catalog, Sweeps sweeps,
                        const KeyRule& rule) {
    if (arguments.empty()) return {};
    return Application(config, catalog, sweeps, rule).run(arguments);
}

}  // namespace lathe::config

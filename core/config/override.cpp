#include "core/config/override.h"

#include <algorithm>
#include <cmath>

#include "core/config/choice.h"
#include "core/config/document.h"
#include "core/config/merge.h"
#include "core/config/scalar.h"

namespace lathe::config {

namespace {

tl::unexpected<Error> refuse(const std::string& key, std::string kind, std::string what, std::string hint) {
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

std::string_view strip(std::string_view text) {
    const auto first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

// Parts between the commas that stand outside of brackets and quotes; nullopt when those do not match.
std::optional<std::vector<std::string_view>> split_at_commas(std::string_view text) {
    std::vector<std::string_view> out;
    std::string open;
    char quote = '\0';
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != '\0') {
            if (c == '\\' && quote == '"') ++i;
            else if (c == quote) quote = '\0';
        } else if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            open += c == '(' ? ')' : c == '[' ? ']' : '}';
        } else if (c == ')' || c == ']' || c == '}') {
            if (open.empty() || open.back() != c) return std::nullopt;
            open.pop_back();
        } else if (c == ',' && open.empty()) {
            out.push_back(strip(text.substr(begin, i - begin)));
            begin = i + 1;
        }
    }
    if (quote != '\0' || !open.empty()) return std::nullopt;
    out.push_back(strip(text.substr(begin)));
    return out;
}

// The arguments of "name(...)"; nullopt when the text is no such call.
std::optional<std::vector<std::string_view>> arguments_of(std::string_view text, std::string_view name) {
    if (!text.starts_with(name) || text.size() < name.size() + 2 || text[name.size()] != '(' || text.back() != ')')
        return std::nullopt;
    return split_at_commas(text.substr(name.size() + 1, text.size() - name.size() - 2));
}

std::optional<List> values_of(const std::vector<std::string_view>& parts) {
    List out;
    for (const auto part : parts) {
        auto value = parse_value(part);
        if (!value || part.empty()) return std::nullopt;
        mark_as_override(*value);
        out.push_back(std::move(*value));
    }
    return out;
}

// Values that a range may hold; more belong into an interval.
constexpr double longest_range = 10'000;

std::optional<Sweep> range_of(std::vector<std::string_view> parts) {
    auto numbers = values_of(parts);
    if (!numbers || numbers->empty() || numbers->size() > 3) return std::nullopt;
    Sweep out;
    out.kind = Sweep::Kind::range;
    out.integers = true;
    for (const auto& number : *numbers) {
        if (!number.is_number()) return std::nullopt;
        out.integers = out.integers && number.is_int();
    }
    out.start = numbers->size() == 1 ? 0 : (*numbers)[0].as_number();
    out.stop = numbers->size() == 1 ? (*numbers)[0].as_number() : (*numbers)[1].as_number();
    if (numbers->size() == 3) out.step = (*numbers)[2].as_number();
    const double count = std::ceil((out.stop - out.start) / out.step);
    if (!std::isfinite(count) || count < 1 || count > longest_range) return std::nullopt;
    for (double i = 0; i < count; ++i) {
        const double value = out.start + i * out.step;
        out.values.push_back(out.integers ? Value(static_cast<std::int64_t>(value)) : Value(value));
    }
    return out;
}

std::optional<Sweep> interval_of(const std::vector<std::string_view>& parts) {
    const auto numbers = values_of(parts);
    if (!numbers || numbers->size() != 2 || !(*numbers)[0].is_number() || !(*numbers)[1].is_number())
        return std::nullopt;
    Sweep out;
    out.kind = Sweep::Kind::interval;
    out.start = (*numbers)[0].as_number();
    out.stop = (*numbers)[1].as_number();
    out.integers = (*numbers)[0].is_int() && (*numbers)[1].is_int();
    if (!std::isfinite(out.start) || !std::isfinite(out.stop) || out.start > out.stop) return std::nullopt;
    return out;
}

std::optional<Sweep> choice_of(const std::vector<std::string_view>& parts) {
    auto values = values_of(parts);
    if (!values || values->empty()) return std::nullopt;
    Sweep out;
    out.values = std::move(*values);
    return out;
}

std::optional<Sweep> tagged(std::vector<std::string_view> parts) {
    if (parts.size() < 2) return std::nullopt;
    auto inner = parse_sweep(parts.back());
    if (!inner) return std::nullopt;
    parts.pop_back();
    for (const auto tag : parts) inner->tags.emplace_back(tag);
    return inner;
}

const Value* parent_of(const Value& config, const std::vector<std::string>& steps) {
    std::string path;
    for (std::size_t i = 0; i + 1 < steps.size(); ++i) path = join_path(path, steps[i]);
    return config.find(path);
}

// OmegaConf.update: containers on the way are made, scalars there replaced; a dict or list merges into one.
Result<void> update(Value& config, const Override& change) {
    const auto steps = split_path(change.key);
    Value* at = &config;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        if (at->is_list()) {
            const auto index = python_int(steps[i]);
            if (!index)
                return refuse(change.key, "ConfigTypeError", "'" + steps[i] + "' is not the position of an item",
                              "give a number such as [0]");
            if (*index < 0 || static_cast<std::size_t>(*index) >= at->as_list().size())
                return refuse(change.key, "ConfigIndexError",
                              "the list has " + std::to_string(at->as_list().size()) + " items",
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

bool Sweep::has_tag(std::string_view tag) const {
    return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

bool looks_like_override(std::string_view argument) {
    return argument.starts_with('~') || argument.find('=') != std::string_view::npos;
}

std::optional<Sweep> parse_sweep(std::string_view text) {
    text = strip(text);
    if (const auto parts = arguments_of(text, "choice")) return choice_of(*parts);
    if (const auto parts = arguments_of(text, "range")) return range_of(*parts);
    if (const auto parts = arguments_of(text, "interval")) return interval_of(*parts);
    if (auto parts = arguments_of(text, "tag")) return tagged(std::move(*parts));
    const auto parts = split_at_commas(text);
    if (!parts || parts->size() < 2) return std::nullopt;
    return choice_of(*parts);
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
        return refuse("", "ConfigKeyError", "the override '" + std::string(argument) + "' names no key",
                      "write KEY=VALUE");
    if (out.has_value) out.text = std::string(rest.substr(equals + 1));
    auto value = parse_value(out.text);
    out.sweep = parse_sweep(out.text);
    if (!value && !out.sweep)
        return refuse(out.key, value.error().kind, "the value '" + out.text + "' is not YAML: " + value.error().what,
                      value.error().hint);
    out.value = value ? std::move(*value) : Value(out.text);
    mark_as_override(out.value);
    return out;
}

Value value_for(const Override& change, const Option* option) {
    if (option == nullptr || option->type != Type::string || change.value.is_string()) return change.value;
    Value typed(change.text);
    if (std::find(option->choices.begin(), option->choices.end(), typed) == option->choices.end()) return change.value;
    typed.origin = Origin::override_value;
    return typed;
}

Result<void> apply_override(Value& config, const Override& given, const Schema& schema) {
    Override change = given;
    change.value = value_for(given, schema.find(given.key));
    const Value* present = config.find(change.key);
    const auto near = schema.nearest(change.key);
    const auto hint = near.empty() ? std::string("check the key") : "did you mean " + near + "?";
    switch (change.operation) {
        case Override::Operation::erase:
            if (present == nullptr) {
                if (schema.find(change.key) != nullptr) return {};  // it already has its default
                return refuse(change.key, "ConfigKeyError", "there is nothing to delete", hint);
            }
            if (change.has_value && !(*present == change.value))
                return refuse(change.key, "ConfigValueError", "its value is not " + to_yaml_inline(change.value),
                              "leave the value out to delete it anyway");
            config.erase(change.key);
            return {};
        case Override::Operation::add:
            if (present != nullptr && !(present->is_dict() && change.value.is_dict()))
                return refuse(change.key, "ConfigKeyError", "the key exists already",
                              "write " + change.key + "=VALUE, or ++" + change.key + "=VALUE");
            break;
        case Override::Operation::set: {
            const bool known = schema.empty() || present != nullptr || schema.find(change.key) != nullptr ||
                               schema.is_group(change.key) || schema.is_open(change.key);
            const auto steps = split_path(change.key);
            const Value* parent = parent_of(config, steps);
            if (!known && !(parent != nullptr && parent->is_list()))
                return refuse(change.key, "ConfigKeyError", "there is no option '" + change.key + "'", hint);
            break;
        }
        case Override::Operation::set_or_add: break;
    }
    return update(config, change);
}

Errors apply_overrides(Value& config, const std::vector<std::string>& arguments, const Catalog& catalog) {
    Errors errors;
    std::vector<Override> changes;
    for (const auto& argument : arguments) {
        auto change = parse_override(argument);
        if (change) changes.push_back(std::move(*change));
        else errors.push_back(std::move(change.error()));
    }
    const auto is_choice = [&](const Override& change) { return catalog.group(change.key) != nullptr; };
    std::stable_partition(changes.begin(), changes.end(), is_choice);
    // A misspelt choice is reported by validation; nothing is dropped because of it.
    const auto catalog_refuses = [&](const Override& change) {
        const auto& variants = catalog.group(change.key)->variants;
        return std::none_of(variants.begin(), variants.end(),
                            [&](const Variant& variant) { return Value(variant.name) == change.value; });
    };
    std::size_t next = 0;
    const auto apply_while = [&](bool choices) {
        const Schema schema = catalog.compose(config);
        for (; next < changes.size() && (!choices || is_choice(changes[next])); ++next) {
            auto done = apply_override(config, changes[next], schema);
            if (!done) errors.push_back(std::move(done.error()));
            else if (choices && !catalog_refuses(changes[next])) drop_unfit_values(config, changes[next].key, catalog);
        }
    };
    apply_while(true);
    apply_while(false);
    return errors;
}

}  // namespace lathe::config

// SPDX-License-Identifier: GPL-3.0-or-later
// Typed conversion: OmegaConf's rules, then the option's range and choices.
#include <algorithm>
#include <cmath>

#include "core/config/python_text.h"
#include "core/config/schema.h"
#include "core/config/value_error.h"
#include "core/config/writer.h"

namespace lathe::config {

namespace {

tl::unexpected<Error> refuse_value(const Option& option, const Value& value, std::string what, std::string hint = {}) {
    Error error = error_at(value, option.key, std::move(what), std::move(hint));
    error.kind = "ValidationError";
    return fail(std::move(error));
}

std::string_view type_of(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::null: return "null";
        case Value::Kind::boolean: return "bool";
        case Value::Kind::integer: return "int";
        case Value::Kind::floating: return "float";
        case Value::Kind::string: return "str";
        case Value::Kind::list: return "list";
        case Value::Kind::dict: return "dict";
    }
    return "";
}

std::string shown(const Value& value) {
    auto text = to_yaml_inline(value);
    constexpr std::size_t longest = 80;
    if (text.size() > longest) text = text.substr(0, longest) + "...";
    return text;
}

tl::unexpected<Error> wrong_type(const Option& option, const Value& value, std::string hint = {}) {
    if (hint.empty()) hint = "give " + expectation(option);
    return refuse_value(
        option, value,
        "expected " + std::string(name_of(option.type)) + ", found " + std::string(type_of(value)) + " " + shown(value),
        std::move(hint));
}

bool passes_unchanged(const Value& value) {
    return value.is_string() && (value.is_missing() || value.as_string().find("${") != std::string::npos);
}

std::string as_lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

Result<Value> to_bool(const Option& option, const Value& value) {
    if (value.is_bool()) return value;
    if (value.is_int()) return Value(value.as_int() != 0);
    if (value.is_string()) {
        const auto number = python_int(value.as_string());
        if (number) return Value(*number != 0);
        if (number.error() == NoInt::beyond_64_bits) return Value(true);
        const auto word = as_lower(value.as_string());
        if (word == "yes" || word == "y" || word == "on" || word == "true") return Value(true);
        if (word == "no" || word == "n" || word == "off" || word == "false") return Value(false);
    }
    return wrong_type(option, value, "give true or false");
}

Result<Value> to_integer(const Option& option, const Value& value) {
    if (value.is_int()) return value;
    if (value.is_string()) {
        const auto number = python_int(value.as_string());
        if (number) return Value(*number);
        if (number.error() == NoInt::beyond_64_bits)
            return refuse_value(option, value, "the integer " + shown(value) + " does not fit in 64 bits",
                                "give a smaller one");
    }
    return wrong_type(option, value);
}

Result<Value> to_float(const Option& option, const Value& value) {
    if (value.is_float()) return value;
    if (value.is_int()) return Value(static_cast<double>(value.as_int()));
    if (value.is_string())
        if (const auto number = python_float(value.as_string())) return Value(*number);
    return wrong_type(option, value);
}

Result<Value> to_type(const Option& option, const Value& value) {
    switch (option.type) {
        case Type::any: return value;
        case Type::boolean: return to_bool(option, value);
        case Type::integer: return to_integer(option, value);
        case Type::floating: return to_float(option, value);
        case Type::string:
            if (value.is_list() || value.is_dict()) return wrong_type(option, value);
            return Value(python_str(value));
        case Type::path:
            if (!value.is_string()) return wrong_type(option, value, "give a path as text");
            return value;
        case Type::list:
            if (!value.is_list()) return wrong_type(option, value, "give a list such as [a, b]");
            return value;
        case Type::dict:
            if (!value.is_dict()) return wrong_type(option, value, "give a dict such as {a: 1}");
            return value;
    }
    return value;
}

Result<void> check_range(const Option& option, const Value& original, double number) {
    const bool in_range = (!option.low || number > *option.low || (number == *option.low && !option.low_open)) &&
                          (!option.high || number < *option.high || (number == *option.high && !option.high_open));
    if (option.finite && !std::isfinite(number))
        return refuse_value(option, original, "expected a finite number, found " + shown(original),
                            "give " + expectation(option));
    if (!in_range)
        return refuse_value(option, original, "expected " + expectation(option) + ", found " + shown(original),
                            "choose a value within the range");
    return {};
}

Result<void> check_choices(const Option& option, const Value& original, const Value& converted) {
    if (option.choices.empty()) return {};
    std::vector<std::string> names;
    for (const auto& choice : option.choices) {
        if (choice == converted) return {};
        if (choice.is_number() && converted.is_number() && choice.as_number() == converted.as_number()) return {};
        names.push_back(python_str(choice));
    }
    const auto near = nearest_name(python_str(converted), names);
    return refuse_value(option, original, "expected " + expectation(option) + ", found " + shown(original),
                        near.empty() ? "choose one of them" : "did you mean " + near + "?");
}

Result<void> check(const Option& option, const Value& original, const Value& converted) {
    if (converted.is_number())
        if (auto ok = check_range(option, original, converted.as_number()); !ok) return ok;
    return check_choices(option, original, converted);
}

}  // namespace

Result<Value> Schema::convert(const Option& option, const Value& value) const {
    if (passes_unchanged(value)) return value;
    if (value.is_null()) {
        if (option.optional || option.type == Type::any) return value;
        return refuse_value(
            option, value,
            "field '" + option.key + "' is not Optional: expected " + expectation(option) + ", found null",
            "give a value");
    }
    auto converted = to_type(option, value);
    if (!converted) return converted;
    const bool has_items = option.type == Type::list || option.type == Type::dict;
    if (has_items) {
        Option item = option.item();
        const auto convert_item = [&](Value& one) -> Result<void> {
            auto result = convert(item, one);
            if (!result) return fail(std::move(result.error()));
            one = std::move(*result);
            return {};
        };
        if (option.element != Type::any || !option.choices.empty() || option.low || option.high) {
            // A typed collection's items may not be null, as in OmegaConf; an untyped one's may.
            std::size_t index = 0;
            if (converted->is_list()) {
                for (auto& one : converted->as_list()) {
                    item.key = join_path(option.key, index++);
                    if (auto ok = convert_item(one); !ok) return fail(std::move(ok.error()));
                }
            } else {
                for (auto& [key, one] : converted->as_dict()) {
                    item.key = join_path(option.key, key);
                    if (auto ok = convert_item(one); !ok) return fail(std::move(ok.error()));
                }
            }
        }
    } else if (auto ok = check(option, value, *converted); !ok) {
        return fail(std::move(ok.error()));
    }
    converted->mark = value.mark;
    converted->origin = value.origin;
    converted->key_kind = value.key_kind;
    return converted;
}

}  // namespace lathe::config

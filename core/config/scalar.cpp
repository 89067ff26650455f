// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/scalar.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <optional>

#include "core/base/text.h"
#include "core/config/integer_text.h"
#include "core/config/python_text.h"

namespace lathe::config {

namespace {

std::string without_underscores(std::string_view text) {
    std::string out(text);
    std::erase(out, '_');
    return out;
}

// A cursor for the little regular expressions of YAML's scalar types.
struct Cursor {
    std::string_view text;
    std::size_t at = 0;

    bool done() const { return at == text.size(); }
    bool eat(char c) {
        if (done() || text[at] != c) return false;
        ++at;
        return true;
    }
    bool eat_sign() { return eat('-') || eat('+'); }
    template <class Predicate>
    std::size_t eat_while(Predicate predicate) {
        const auto begin = at;
        while (!done() && predicate(text[at])) ++at;
        return at - begin;
    }
    std::size_t eat_digits() { return eat_while(is_digit); }
    std::size_t eat_digits_and_underscores() {
        return eat_while([](char c) { return is_digit(c) || c == '_'; });
    }
};

// (?::[0-5]?[0-9])+
bool eat_sixties(Cursor& cursor) {
    bool any = false;
    while (cursor.eat(':')) {
        const auto begin = cursor.at;
        const auto count = cursor.eat_digits();
        if (count == 0 || count > 2 || (count == 2 && cursor.text[begin] > '5')) return false;
        any = true;
    }
    return any;
}

bool looks_like_int(std::string_view text) {
    Cursor c{text};
    c.eat_sign();
    const auto rest = text.substr(c.at);
    if (rest.empty()) return false;
    const auto all = [](std::string_view digits, auto predicate) {
        return !digits.empty() && std::all_of(digits.begin(), digits.end(), predicate);
    };
    if (rest[0] == '0') {
        if (rest.size() == 1) return true;
        if (rest[1] == 'b') return all(rest.substr(2), [](char d) { return d == '0' || d == '1' || d == '_'; });
        if (rest[1] == 'x')
            return all(rest.substr(2), [](char d) {
                return is_digit(d) || (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F') || d == '_';
            });
        return all(rest.substr(1), [](char d) { return (d >= '0' && d <= '7') || d == '_'; });
    }
    if (!is_digit(rest[0])) return false;
    c.eat_digits_and_underscores();
    return c.done() || (eat_sixties(c) && c.done());
}

// [eE][-+]?[0-9]+
bool eat_exponent(Cursor& c) {
    if (!c.eat('e') && !c.eat('E')) return false;
    c.eat_sign();
    return c.eat_digits() > 0;
}

// [eE][-+][0-9]+
bool eat_signed_exponent(Cursor& c) {
    const auto sign = c.text.substr(c.at).substr(0, 2);
    return (sign.ends_with('-') || sign.ends_with('+')) && eat_exponent(c);
}

bool looks_like_float(std::string_view text) {
    Cursor c{text};
    const bool sign = c.eat_sign();
    const auto rest = lowercase(text.substr(c.at));
    const auto raw = text.substr(c.at);
    const auto is_case = [&](std::string_view low, std::string_view title, std::string_view up) {
        return raw == low || raw == title || raw == up;
    };
    if (is_case(".inf", ".Inf", ".INF")) return true;
    if (!sign && is_case(".nan", ".NaN", ".NAN")) return true;
    if (c.done()) return false;
    if (c.text[c.at] == '.') {
        if (sign) return false;
        ++c.at;
        return c.eat_digits_and_underscores() > 0 && (c.done() || (eat_signed_exponent(c) && c.done()));
    }
    if (!is_digit(c.text[c.at])) return false;
    c.eat_digits_and_underscores();
    if (c.eat('.')) {
        c.eat_digits_and_underscores();
        return c.done() || (eat_exponent(c) && c.done());
    }
    if (!c.done() && c.text[c.at] == ':') {
        if (!eat_sixties(c) || !c.eat('.')) return false;
        c.eat_digits_and_underscores();
        return c.done();
    }
    return eat_exponent(c) && c.done();
}

Error unreadable(std::string_view text, std::string_view type) {
    Error error{"'" + std::string(text) + "' is not a valid " + std::string(type), "quote it to keep it as text"};
    error.kind = "ValidationError";
    return error;
}

Error beyond_64_bits(std::string_view text) {
    Error error{"the integer " + std::string(text) + " does not fit in 64 bits",
                "quote it to keep it as text, or write it as a float"};
    error.kind = "ValidationError";
    return error;
}

// 1:30 is 90, as PyYAML has it.
tl::expected<std::int64_t, NoInt> in_base_60(std::string_view digits, Sign sign) {
    std::int64_t sum = 0;
    while (true) {
        const auto colon = digits.find(':');
        const auto part = int_in_base(digits.substr(0, colon), Sign::plus, 10);
        if (!part) return part;
        if (__builtin_mul_overflow(sum, 60, &sum) || __builtin_add_overflow(sum, *part, &sum))
            return tl::make_unexpected(NoInt::beyond_64_bits);
        if (colon == std::string_view::npos) return sign == Sign::minus ? -sum : sum;
        digits.remove_prefix(colon + 1);
    }
}

// YAML 1.1's integers, e.g. 0b11, 017, 0x1f, 1_000, 1:30.
tl::expected<std::int64_t, NoInt> yaml_int(std::string_view text) {
    const auto clean = without_underscores(text);
    const auto [sign, rest] = split_sign(clean);
    if (rest.starts_with("0b")) return int_in_base(rest.substr(2), sign, 2);
    if (rest.starts_with("0x")) return int_in_base(rest.substr(2), sign, 16);
    if (rest.starts_with('0')) return int_in_base(rest, sign, 8);
    return rest.find(':') != std::string_view::npos ? in_base_60(rest, sign) : int_in_base(rest, sign, 10);
}

Result<Value> construct_int(std::string_view text) {
    const auto value = yaml_int(text);
    if (value) return Value(*value);
    return fail(value.error() == NoInt::beyond_64_bits ? beyond_64_bits(text) : unreadable(text, "integer"));
}

Result<Value> construct_float(std::string_view text) {
    const auto clean = lowercase(without_underscores(text));
    std::string_view rest = clean;
    double sign = 1;
    if (!rest.empty() && (rest[0] == '-' || rest[0] == '+')) {
        if (rest[0] == '-') sign = -1;
        rest.remove_prefix(1);
    }
    if (rest == ".inf") return Value(sign * std::numeric_limits<double>::infinity());
    if (rest == ".nan") return Value(std::numeric_limits<double>::quiet_NaN());
    if (rest.find(':') == std::string_view::npos) {
        const auto value = python_float(rest);
        if (!value) return fail(unreadable(text, "float"));
        return Value(sign * *value);
    }
    // Base 60, the smallest digit first, as PyYAML sums it.
    double sum = 0;
    double base = 1;
    while (true) {
        const auto colon = rest.rfind(':');
        const auto part = python_float(colon == std::string_view::npos ? rest : rest.substr(colon + 1));
        if (!part) return fail(unreadable(text, "float"));
        sum += *part * base;
        base *= 60;
        if (colon == std::string_view::npos) break;
        rest = rest.substr(0, colon);
    }
    return Value(sign * sum);
}

std::optional<bool> yaml_bool(std::string_view text) {
    static constexpr std::array<std::string_view, 12> names{"yes",  "Yes",  "YES",  "no",    "No",    "NO",
                                                            "true", "True", "TRUE", "false", "False", "FALSE"};
    static constexpr std::array<std::string_view, 6> switches{"on", "On", "ON", "off", "Off", "OFF"};
    if (std::find(names.begin(), names.end(), text) == names.end() &&
        std::find(switches.begin(), switches.end(), text) == switches.end())
        return std::nullopt;
    const char first = lowercase(text)[0];
    return first == 'y' || first == 't' || lowercase(text) == "on";
}

// "2020-01-31", and the start of "2020-1-31 12:00:00": PyYAML makes dates and times of them.
bool starts_with_date(std::string_view text) {
    Cursor c{text};
    return c.eat_digits() == 4 && c.eat('-') && c.eat_digits() > 0 && c.eat('-') && c.eat_digits() > 0;
}

bool is_yaml_null(std::string_view text) {
    return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

}  // namespace

Result<Value> read_plain_scalar(std::string_view text) {
    if (is_yaml_null(text)) return Value();
    if (const auto flag = yaml_bool(text)) return Value(*flag);
    const char first = text[0];
    if (is_digit(first) || first == '-' || first == '+' || first == '.') {
        // In the order of PyYAML's resolvers. Only "1_000." style texts match both, and float comes first there.
        if (looks_like_float(text)) return construct_float(text);
        if (looks_like_int(text)) return construct_int(text);
    }
    if (text == "=" || text == "<<")
        return fail("'" + std::string(text) + "' has a special meaning in YAML", "quote it to keep it as text");
    return Value(std::string(text));
}

bool is_wide_integer(std::string_view text) {
    if (!looks_like_int(text) || looks_like_float(text)) return false;
    const auto value = yaml_int(text);
    return !value && value.error() == NoInt::beyond_64_bits;
}

Result<Value> read_tagged_scalar(std::string_view tag, std::string_view text) {
    constexpr std::string_view prefix = "tag:yaml.org,2002:";
    const auto type = tag.starts_with(prefix) ? tag.substr(prefix.size()) : std::string_view{};
    if (tag == "!" || type == "str") return Value(std::string(text));
    if (type == "null") return Value();
    if (type == "int") return construct_int(text);
    if (type == "float") return construct_float(text);
    if (type == "bool") {
        if (const auto flag = yaml_bool(lowercase(text))) return Value(*flag);
        return fail(unreadable(text, "bool"));
    }
    return fail("the tag " + std::string(tag) + " is not supported",
                "remove the tag, or use !!str, !!int, !!float, !!bool");
}

bool needs_quotes(std::string_view text) {
    const auto word = lowercase(text);
    if (word == "y" || word == "n" || python_float(text) || starts_with_date(text)) return true;
    const auto value = read_plain_scalar(text);
    return !value || !value->is_string();
}

}  // namespace lathe::config

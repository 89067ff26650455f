// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/scalar.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/text.h"

namespace lathe::config {

namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string without_underscores(std::string_view text) {
    std::string out(text);
    std::erase(out, '_');
    return out;
}

enum class Sign : std::uint8_t { plus, minus };

// The sign that a text begins with is taken off it.
Sign take_sign(std::string_view& text) {
    if (text.empty() || (text[0] != '-' && text[0] != '+')) return Sign::plus;
    const auto sign = text[0] == '-' ? Sign::minus : Sign::plus;
    text.remove_prefix(1);
    return sign;
}

// A magnitude in a base, with its sign.
tl::expected<std::int64_t, NoInt> to_int(std::string_view digits, Sign sign, unsigned base) {
    const bool negative = sign == Sign::minus;
    if (digits.empty()) return tl::make_unexpected(NoInt::not_an_integer);
    std::uint64_t magnitude = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, static_cast<int>(base));
    if (end != digits.data() + digits.size()) return tl::make_unexpected(NoInt::not_an_integer);
    const std::uint64_t limit = std::uint64_t{1} << 63;
    if (problem != std::errc{} || magnitude > limit || (magnitude == limit && !negative))
        return tl::make_unexpected(NoInt::beyond_64_bits);
    return static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
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
    const auto rest = lower(text.substr(c.at));
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
        const auto part = to_int(digits.substr(0, colon), Sign::plus, 10);
        if (!part) return part;
        if (__builtin_mul_overflow(sum, 60, &sum) || __builtin_add_overflow(sum, *part, &sum))
            return tl::make_unexpected(NoInt::beyond_64_bits);
        if (colon == std::string_view::npos) return sign == Sign::minus ? -sum : sum;
        digits.remove_prefix(colon + 1);
    }
}

// YAML 1.1's integers, e.g. 0b11, 017, 0x1f, 1_000, 1:30.
Result<Value> construct_int(std::string_view text) {
    const auto clean = without_underscores(text);
    std::string_view rest = clean;
    const auto sign = take_sign(rest);
    const auto value = rest.starts_with("0b")                     ? to_int(rest.substr(2), sign, 2)
                       : rest.starts_with("0x")                   ? to_int(rest.substr(2), sign, 16)
                       : rest.starts_with('0')                    ? to_int(rest, sign, 8)
                       : rest.find(':') != std::string_view::npos ? in_base_60(rest, sign)
                                                                  : to_int(rest, sign, 10);
    if (value) return Value(*value);
    return fail(value.error() == NoInt::beyond_64_bits ? beyond_64_bits(text) : unreadable(text, "integer"));
}

Result<Value> construct_float(std::string_view text) {
    const auto clean = lower(without_underscores(text));
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
    const char first = lower(text)[0];
    return first == 'y' || first == 't' || lower(text) == "on";
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

tl::expected<std::int64_t, NoInt> python_int(std::string_view text) {
    text = strip(text);
    const auto sign = take_sign(text);
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (text[i] == '_' && between) continue;
        if (!is_digit(text[i])) return tl::make_unexpected(NoInt::not_an_integer);
        digits += text[i];
    }
    return to_int(digits, sign, 10);
}

std::optional<double> python_float(std::string_view text) {
    text = strip(text);
    double sign = 1;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        if (text[0] == '-') sign = -1;
        text.remove_prefix(1);
    }
    const auto word = lower(text);
    if (word == "inf" || word == "infinity") return sign * std::numeric_limits<double>::infinity();
    if (word == "nan") return std::numeric_limits<double>::quiet_NaN();
    std::string digits;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool between = i > 0 && i + 1 < text.size() && is_digit(text[i - 1]) && is_digit(text[i + 1]);
        if (text[i] == '_' && between) continue;
        const bool fits =
            is_digit(text[i]) || text[i] == '.' || text[i] == 'e' || text[i] == 'E' || text[i] == '-' || text[i] == '+';
        if (!fits) return std::nullopt;
        digits += text[i];
    }
    if (digits.empty() || digits[0] == '-' || digits[0] == '+') return std::nullopt;
    double value = 0;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (end != digits.data() + digits.size()) return std::nullopt;
    if (problem == std::errc::result_out_of_range) {
        // Too large gives infinity and too small zero, as in Python; from_chars leaves the value alone. The decimal
        // exponent of the first digit that is not zero tells which.
        const auto exponent_at = digits.find_first_of("eE");
        const auto mantissa = std::string_view(digits).substr(0, exponent_at);
        const auto point = std::min(mantissa.find('.'), mantissa.size());
        const auto leading = mantissa.find_first_of("123456789");
        if (leading == std::string_view::npos) return sign * 0.0;
        const bool negative_exponent = exponent_at != std::string::npos && digits[exponent_at + 1] == '-';
        std::int64_t exponent = 0;
        if (exponent_at != std::string::npos) {
            auto part = std::string_view(digits).substr(exponent_at + 1);
            if (part[0] == '-' || part[0] == '+') part.remove_prefix(1);
            const auto parsed = to_int(part, Sign::plus, 10);
            exponent = std::min<std::int64_t>(parsed.value_or(1'000'000'000'000), 1'000'000'000'000);
            if (negative_exponent) exponent = -exponent;
        }
        const auto place = static_cast<std::int64_t>(point) - static_cast<std::int64_t>(leading) + exponent;
        value = place > 0 ? std::numeric_limits<double>::infinity() : 0.0;
    } else if (problem != std::errc{}) {
        return std::nullopt;
    }
    return sign * value;
}

std::string python_repr(double value) {
    if (std::isnan(value)) return "nan";
    if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
    std::array<char, 40> buffer{};
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific).ptr;
    const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
    const auto e = text.find('e');
    int exponent = 0;
    const auto digits_of_exponent = text.substr(e + (text[e + 1] == '+' ? 2 : 1));
    std::from_chars(digits_of_exponent.data(), digits_of_exponent.data() + digits_of_exponent.size(), exponent);
    if (exponent < -4 || exponent >= 16) return std::string(text);  // "1e-05", "1.5e+16": the form Python has too
    std::string sign = text[0] == '-' ? "-" : "";
    std::string digits;
    for (const char c : text.substr(0, e))
        if (is_digit(c)) digits += c;
    if (exponent < 0) return sign + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    if (digits.size() <= whole) return sign + digits + std::string(whole - digits.size(), '0') + ".0";
    return sign + digits.substr(0, whole) + "." + digits.substr(whole);
}

namespace {

std::string quote_as_python(const std::string& text) {
    const bool use_double = text.find('\'') != std::string::npos && text.find('"') == std::string::npos;
    const char quote = use_double ? '"' : '\'';
    std::string out(1, quote);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == quote || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\r') {
            out += "\\r";
        } else if (c == '\t') {
            out += "\\t";
        } else if (byte < 0x20 || byte == 0x7f) {
            constexpr std::string_view hex = "0123456789abcdef";
            out += "\\x";
            out += hex[byte >> 4];
            out += hex[byte & 15];
        } else {
            out += c;
        }
    }
    return out + quote;
}

std::string repr_of_key(const std::string& key, Value::Kind kind) {
    if (kind == Value::Kind::string) return quote_as_python(key);
    if (kind == Value::Kind::boolean) return key == "true" ? "True" : "False";
    return key;
}

}  // namespace

std::string python_repr(const Value& value) {
    switch (value.kind()) {
        case Value::Kind::null: return "None";
        case Value::Kind::boolean: return value.as_bool() ? "True" : "False";
        case Value::Kind::integer: return std::to_string(value.as_int());
        case Value::Kind::floating: return python_repr(value.as_float());
        case Value::Kind::string: return quote_as_python(value.as_string());
        case Value::Kind::list: {
            std::string out = "[";
            for (const auto& item : value.as_list()) out += (out.size() > 1 ? ", " : "") + python_repr(item);
            return out + "]";
        }
        case Value::Kind::dict: {
            std::string out = "{";
            for (const auto& [key, item] : value.as_dict())
                out += (out.size() > 1 ? ", " : "") + repr_of_key(key, item.key_kind) + ": " + python_repr(item);
            return out + "}";
        }
    }
    return {};
}

std::string python_str(const Value& value) {
    return value.is_string() ? value.as_string() : python_repr(value);
}

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

Result<Value> read_tagged_scalar(std::string_view tag, std::string_view text) {
    constexpr std::string_view prefix = "tag:yaml.org,2002:";
    const auto type = tag.starts_with(prefix) ? tag.substr(prefix.size()) : std::string_view{};
    if (tag == "!" || type == "str") return Value(std::string(text));
    if (type == "null") return Value();
    if (type == "int") return construct_int(text);
    if (type == "float") return construct_float(text);
    if (type == "bool") {
        if (const auto flag = yaml_bool(lower(text))) return Value(*flag);
        return fail(unreadable(text, "bool"));
    }
    return fail("the tag " + std::string(tag) + " is not supported",
                "remove the tag, or use !!str, !!int, !!float, !!bool");
}

bool needs_quotes(std::string_view text) {
    const auto word = lower(text);
    if (word == "y" || word == "n" || python_float(text) || starts_with_date(text)) return true;
    const auto value = read_plain_scalar(text);
    return !value || !value->is_string();
}

}  // namespace lathe::config

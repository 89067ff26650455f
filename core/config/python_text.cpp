// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/python_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "core/base/text.h"

namespace lathe::config {

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

tl::expected<std::int64_t, NoInt> python_int(std::string_view text) {
    const auto [sign, rest] = split_sign(strip(text));
    std::string digits;
    for (std::size_t i = 0; i < rest.size(); ++i) {
        const bool between = i > 0 && i + 1 < rest.size() && is_digit(rest[i - 1]) && is_digit(rest[i + 1]);
        if (rest[i] == '_' && between) continue;
        if (!is_digit(rest[i])) return tl::make_unexpected(NoInt::not_an_integer);
        digits += rest[i];
    }
    return int_in_base(digits, sign, 10);
}

std::optional<double> python_float(std::string_view text) {
    text = strip(text);
    double sign = 1;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        if (text[0] == '-') sign = -1;
        text.remove_prefix(1);
    }
    const auto word = lowercase(text);
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
            const auto parsed = int_in_base(part, Sign::plus, 10);
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

}  // namespace lathe::config

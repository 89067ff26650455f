// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/json_reader.h"

namespace lathe {

namespace {

void set_place(Error& error, std::string_view text, std::size_t byte) {
    byte = std::min(byte, text.size());
    error.line = 1 + static_cast<int>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(byte), '\n'));
    const auto newline = text.substr(0, byte).rfind('\n');
    error.column = static_cast<int>(newline == std::string_view::npos ? byte : byte - newline - 1);
    if (error.column == 0) error.column = 1;
}

// NaN, Infinity and -Infinity outside of strings get quotes. Other words are left for the parser to refuse.
std::string with_quoted_literals(std::string_view text) {
    constexpr std::array<std::string_view, 3> literals{"NaN", "Infinity", "-Infinity"};
    constexpr std::string_view before = " \t\r\n[:,";
    constexpr std::string_view after = " \t\r\n]},";
    std::string out;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size();) {
        std::string_view found;
        if (!in_string && (at == 0 || before.find(text[at - 1]) != std::string_view::npos)) {
            for (const auto literal : literals) {
                const std::size_t end = at + literal.size();
                const bool whole = end >= text.size() || after.find(text[end]) != std::string_view::npos;
                if (whole && text.substr(at).starts_with(literal)) found = literal;
            }
        }
        if (!found.empty()) {
            (out += '"').append(found) += '"';
            at += found.size();
            continue;
        }
        if (text[at] == '"') in_string = !in_string;
        if (in_string && text[at] == '\\' && at + 1 < text.size()) out += text[at++];
        out += text[at++];
    }
    return out;
}

}  // namespace

Json json_number(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "Infinity" : "-Infinity";
    return value;
}

std::optional<double> number_from_json(const Json& json) {
    if (json.is_number()) return json.get<double>();
    if (json == "NaN") return std::nan("");
    if (json == "Infinity") return HUGE_VAL;
    if (json == "-Infinity") return -HUGE_VAL;
    return std::nullopt;
}

std::optional<std::int64_t> integer_from_json(const Json& json) {
    if (!json.is_number_integer()) return std::nullopt;
    if (json.is_number_unsigned() && json.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
    return json.get<std::int64_t>();
}

std::string dump_json(const Json& json, int indent) {
    return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Result<Json> parse_json(std::string_view text, const std::string& file, JsonDialect dialect) {
    if (dialect == JsonDialect::python) return parse_json(with_quoted_literals(text), file);
    const auto refuse = [&](Error error, std::size_t byte) {
        error.file = file;
        set_place(error, text, byte);
        return fail(std::move(error));
    };
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return refuse({"not valid JSON: the text is empty", "give a value, at least {}"}, text.size());
    // The library takes a NUL for the end of the text.
    if (const auto nul = text.find('\0'); nul != std::string_view::npos)
        return refuse({"not valid JSON: it holds a NUL byte", "is the file damaged?"}, nul + 1);

    std::size_t read = 0;
    detail::JsonReader reader(read);
    const bool good = Json::sax_parse(detail::CountingIterator(text.data(), read),
                                      detail::CountingIterator(text.data() + text.size(), read), &reader);
    if (!good) return refuse(std::move(reader.error), reader.byte);
    return std::move(reader.value);
}

}  // namespace lathe

// SPDX-License-Identifier: GPL-3.0-or-later
// JSON as Lathe writes it: keys keep their order, floats always show '.' or 'e' and read back to the same double,
// integers are exact, and non-finite numbers are the strings "NaN", "Infinity", "-Infinity" (protobuf's mapping).
//
// parse_json() is the only reader of JSON. Any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace lathe {

// JSON whose objects keep the order of their keys.
using Json = nlohmann::ordered_json;

// A number, or the string that stands for a non-finite one.
Json json_number(double value);

// The inverse of json_number: any JSON number, or one of the three strings. nullopt: not a number.
std::optional<double> number_from_json(const Json& json);

// A JSON integer that 64 bits with a sign hold. nullopt: not one.
std::optional<std::int64_t> integer_from_json(const Json& json);

// Text of `json`. indent < 0: one line. Invalid UTF-8 is replaced, never thrown.
std::string dump_json(const Json& json, int indent = -1);

// Which texts are JSON.
enum class JsonDialect : std::uint8_t {
    strict,  // RFC 8259
    python,  // also NaN, Infinity and -Infinity, as Python's json.dumps writes them; they are read as their strings,
             // and the columns of errors count the quotes
};

// Parses UTF-8 text; a byte order mark is skipped. Never throws: the error says `file`, line and column. Beside what is
// no JSON it refuses what could not be read back as it was meant: a key given twice in an object, numbers beyond a
// double's range, integers beyond 64 bits, lone surrogates, invalid UTF-8, NUL bytes, and nesting deeper than 1,000
// levels.
Result<Json> parse_json(std::string_view text, const std::string& file = {}, JsonDialect dialect = JsonDialect::strict);

}  // namespace lathe

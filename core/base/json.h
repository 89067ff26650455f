// JSON as Lathe writes it: keys keep their order, floats always show '.' or 'e' and read back to the same double,
// integers are exact, and non-finite numbers are the strings "NaN", "Infinity", "-Infinity" (protobuf's mapping).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/error.h"

namespace lathe {

using Json = nlohmann::ordered_json;

// A number, or the string that stands for a non-finite one.
Json json_number(double value);

// The inverse of json_number: any JSON number, or one of the three strings. nullopt: not a number.
std::optional<double> number_from_json(const Json& json);

// Text of `json`. indent < 0: one line. Invalid UTF-8 is replaced, never thrown.
std::string dump_json(const Json& json, int indent = -1);

// Parses text; the error carries line and column. Refuses nesting deeper than 1,000 levels.
Result<Json> parse_json(std::string_view text, const std::string& file = {});

}  // namespace lathe

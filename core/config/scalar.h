// SPDX-License-Identifier: GPL-3.0-or-later
// Scalars as PyYAML with OmegaConf's patches reads them, and numbers as Python reads and prints them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/config/value.h"

namespace lathe::config {

// Why a text is no integer of 64 bits.
enum class NoInt : std::uint8_t { not_an_integer, beyond_64_bits };
// int(text): surrounding blanks, a sign, digits with single underscores between them.
tl::expected<std::int64_t, NoInt> python_int(std::string_view text);
// float(text): also "inf", "infinity", "nan" in any case.
std::optional<double> python_float(std::string_view text);

// repr() of a float: the shortest text that reads back to the same double; "1e-05", "100.0", "inf", "nan".
std::string python_repr(double value);
// str() of any value, as interpolations put it into a text: "True", "None", "[1, 'a']".
std::string python_str(const Value& value);
// repr() of any value: as python_str(), but a string is quoted as Python does it.
std::string python_repr(const Value& value);

// The value of a plain (unquoted) YAML scalar. Fails on an integer that 64 bits cannot hold and on the few plain
// scalars that PyYAML refuses ("=", "<<" and "0x_").
Result<Value> read_plain_scalar(std::string_view text);

// The value of a YAML scalar with an explicit tag, e.g. "tag:yaml.org,2002:int". Fails when the text does not fit or
// the tag is unknown.
Result<Value> read_tagged_scalar(std::string_view tag, std::string_view text);

// Whether `text`, written plain, would read back as something else than this string: here, or for a YAML reader that
// takes "y", "1e-3", "nan" or "2020-01-31" for more than a text.
bool needs_quotes(std::string_view text);

}  // namespace lathe::config

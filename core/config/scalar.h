// SPDX-License-Identifier: GPL-3.0-or-later
// Scalars as PyYAML with OmegaConf's patches reads them.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/config/value.h"

namespace lathe::config {

// The value of a plain (unquoted) YAML scalar. Fails on an integer that 64 bits cannot hold and on the few plain
// scalars that PyYAML refuses ("=", "<<" and "0x_").
Result<Value> read_plain_scalar(std::string_view text);

// How an integer is read that 64 bits cannot hold: refused, or as its text where nobody asks for its value.
enum class WideIntegers : std::uint8_t { refused, as_text };
// Whether a plain scalar is such an integer.
bool is_wide_integer(std::string_view text);

// The value of a YAML scalar with an explicit tag, e.g. "tag:yaml.org,2002:int". Fails when the text does not fit or
// the tag is unknown.
Result<Value> read_tagged_scalar(std::string_view tag, std::string_view text);

// Whether `text`, written plain, would read back as something else than this string: here, or for a YAML reader that
// takes "y", "1e-3", "nan" or "2020-01-31" for more than a text.
bool needs_quotes(std::string_view text);

}  // namespace lathe::config

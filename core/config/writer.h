// SPDX-License-Identifier: GPL-3.0-or-later
// Values as YAML text, written by yaml-cpp; what must be quoted and how numbers look is decided here, so that YAML 1.1
// readers (PyYAML, OmegaConf) read back the same value, as yaml-cpp and Lathe do. What is not UTF-8, and the characters
// that Unicode keeps out of texts (U+FFFE and the like), become U+FFFD, as yaml-cpp has it.
#pragma once

#include <string>
#include <string_view>

#include "core/config/value.h"

namespace lathe::config {

// How a text is quoted: as it must be, or at least with these quotes.
enum class Quotes : std::uint8_t { when_needed, single_quotes, double_quotes };

// Where a text stands: inside of [ ] and { } commas and brackets need quotes, too.
enum class Context : std::uint8_t { block, flow };

// One scalar on one line.
std::string scalar_to_yaml(const Value& scalar, Context context, Quotes quotes = Quotes::when_needed);
// A key, of the type that it was written as.
std::string key_to_yaml(std::string_view key, Value::Kind kind, Context context);

// A value in block style, each line after the first indented by `indent` blanks and lines ended by `newline`; no
// newline at the end. A collection starts at the first key or '-'; scalars and empty collections stand on one line.
std::string block_to_yaml(const Value& value, std::size_t indent, std::string_view newline = "\n");

}  // namespace lathe::config

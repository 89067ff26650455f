// Values as YAML that OmegaConf (PyYAML) reads back to the same value.
#pragma once

#include <string>
#include <string_view>

#include "core/config/value.h"

namespace lathe::config {

// How a scalar is quoted: as it must be, or at least with these quotes.
enum class Quotes : std::uint8_t { when_needed, single_quotes, double_quotes };

// One scalar on one line. `in_flow`: inside [ ] or { }, where commas and brackets need quotes.
std::string scalar_to_yaml(const Value& scalar, bool in_flow, Quotes quotes = Quotes::when_needed);
// A key, of the type that it was written as.
std::string key_to_yaml(std::string_view key, Value::Kind kind, bool in_flow);

// A value in block style, each line after the first indented by `indent` blanks and lines ended by `newline`; no
// newline at the end. A collection starts at the first key or '-'; scalars and empty collections stand on one line.
std::string block_to_yaml(const Value& value, std::size_t indent, std::string_view newline = "\n");

}  // namespace lathe::config

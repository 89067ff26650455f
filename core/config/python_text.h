// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers as Python reads and prints them, and values as its str() and repr() show them: what OmegaConf puts into
// texts.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/config/integer_text.h"
#include "core/config/value.h"

namespace lathe::config {

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

}  // namespace lathe::config

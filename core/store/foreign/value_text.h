// SPDX-License-Identifier: GPL-3.0-or-later
// Values as tables and the text files of other tools hold them: a cell of a CSV file, a parameter of MLflow.
#pragma once

#include <string>

#include "core/config/value.h"

namespace lathe::store {

// A value as text that value_from_text() reads back: text as it is, numbers with all their digits, lists and dicts as
// JSON. Text that would be read as something else ("12", "true", "", " a") is written as JSON, too, in its quotes. Of
// lists that hold NaN or infinities these become text.
std::string value_text(const config::Value& value);

// The value that value_text() wrote; Python's True and False are read as well. What is none of these is text.
config::Value value_from_text(const std::string& text);

}  // namespace lathe::store

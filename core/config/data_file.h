// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other programs that are YAML or JSON: one reader for both.
#pragma once

#include <string>

#include "core/config/value.h"

namespace lathe::config {

// What a file holds. JSON that YAML cannot read (tabs before a key, surrogate pairs) is read as JSON, without marks;
// what is wrong with a file that is JSON by its name or its first character is told as JSON has it.
Result<Value> load_data_file(const std::string& file);
// The same of a text; `file` is its name.
Result<Value> parse_data(const std::string& text, const std::string& file);

}  // namespace lathe::config

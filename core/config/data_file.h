// SPDX-License-Identifier: GPL-3.0-or-later
// Files of other programs that are YAML or JSON: one reader for both.
#pragma once

#include <string>

#include "core/config/value.h"

namespace lathe::config {

// Reads a file of YAML or JSON. JSON that YAML cannot read (tabs before a key, surrogate pairs) is read as JSON,
// without marks; what is wrong with a file that is JSON by its name or its first character is told as JSON has it.
Result<Value> load_data_file(const std::string& file);
// The same of a text that is there already; `file` is its name in marks and messages.
Result<Value> parse_data(const std::string& text, const std::string& file);

}  // namespace lathe::config

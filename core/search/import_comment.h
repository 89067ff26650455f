// SPDX-License-Identifier: GPL-3.0-or-later
// The head of an imported experiment: where it comes from, and what was not carried over.
#pragma once

#include <string>
#include <vector>

namespace lathe::search {

// Comment lines of YAML, whatever the notes hold.
std::string import_comment(const std::string& origin, const std::vector<std::string>& notes);

}  // namespace lathe::search

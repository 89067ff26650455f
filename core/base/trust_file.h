// SPDX-License-Identifier: GPL-3.0-or-later
// What a person trusts to bring code: one thing a line in ~/.config/lathe/trusted (under XDG_CONFIG_HOME when it is
// set). A line is the real path of a file or folder, or "bundle:" and the id of a bundle. Any thread.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe {

// The path of that file, which need not be there.
std::filesystem::path trust_file();
// The lines of the file that are not empty, in their order; none where there is no file. The error: it cannot be read.
Result<std::vector<std::string>> trusted_lines();
// Adds a line, which holds no line break; adding one that is there changes nothing. The error: the file cannot be read
// or written.
Result<void> add_trusted_line(const std::string& line);
// Takes a line out; false: it was not there. The error: the file cannot be read or written.
Result<bool> remove_trusted_line(const std::string& line);

}  // namespace lathe

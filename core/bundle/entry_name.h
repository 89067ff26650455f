// SPDX-License-Identifier: GPL-3.0-or-later
// Which names the entries of a bundle may have.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace lathe::bundle {

// Why no entry may be named so ("is an absolute path", "climbs out of the bundle"); nullopt: it may. What passes names
// a file below the folder that it is unpacked into, on every file system.
std::optional<std::string> refusal_of_name(std::string_view name);

// A file's name as one that may stand in a bundle, told again from other such names by the person who reads it.
std::string as_entry_name(std::string_view file_name);

}  // namespace lathe::bundle

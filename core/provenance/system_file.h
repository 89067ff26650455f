// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "core/base/files.h"

namespace lathe::provenance {

// The bytes of a small file, of /proc too (whose sizes are not known before); "" when it cannot be read. At most 16
// MiB.
std::string read_system_file(const fs::path& path);

// The value of the first line "KEY<blanks>SEPARATOR VALUE" of a text; "" when there is none.
std::string line_value(std::string_view text, std::string_view key, char separator);

}  // namespace lathe::provenance

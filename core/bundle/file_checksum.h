// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/checksum.h"
#include "core/base/error.h"

namespace lathe::bundle {

// The size and the checksum of a file (core/base/checksum.h).
struct FileChecksum {
    std::uint64_t size = 0;  // bytes
    std::string hex;
};
// Reads a regular file piece by piece and gives its size and checksum. The error names the file. Any thread.
Result<FileChecksum> checksum_of_file(const std::filesystem::path& path);

}  // namespace lathe::bundle

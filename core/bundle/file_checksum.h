// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/checksum.h"
#include "core/base/error.h"

namespace lathe::bundle {

struct FileChecksum {
    std::uint64_t size = 0;  // bytes
    std::string hex;
};
// Of a regular file, which is read piece by piece. Any thread.
Result<FileChecksum> checksum_of_file(const std::filesystem::path& path);

}  // namespace lathe::bundle

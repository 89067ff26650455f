// SPDX-License-Identifier: GPL-3.0-or-later
// IDX files, the format of the MNIST family: magic 0 0 type rank, big-endian sizes, then the values
// (http://yann.lecun.com/exdb/mnist). Gzipped or plain. No torch; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// An array of bytes, in C order.
struct IdxArray {
    std::vector<std::int64_t> shape;
    std::vector<std::uint8_t> values;
};

// Reads an array of unsigned bytes with `rank` dimensions. Errors name the file: missing, truncated, wrong magic or
// type, bytes after the end.
Result<IdxArray> read_idx(const std::filesystem::path& path, int rank);

}  // namespace lathe::train

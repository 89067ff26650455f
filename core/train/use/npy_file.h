// SPDX-License-Identifier: GPL-3.0-or-later
// Arrays as NumPy's .npy files hold them (format version 1.0).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lathe::train {

// Of 32-bit floats in C order, little-endian. `shape`: what `values` is; its first number is the count of rows.
std::string npy_bytes(const std::vector<std::int64_t>& shape, const std::vector<float>& values);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Arrays as NumPy's .npy files hold them (format version 1.0).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lathe::train {

// The bytes of a .npy file of 32-bit floats in C order, little-endian. `shape`: the sizes of the dimensions of
// `values`, the first of them the count of rows.
std::string npy_bytes(const std::vector<std::int64_t>& shape, const std::vector<float>& values);

}  // namespace lathe::train

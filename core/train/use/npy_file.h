// SPDX-License-Identifier: GPL-3.0-or-later
// Arrays as NumPy's .npy files hold them (format version 1.0).
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace lathe::train {

// The types of numbers that are written, little-endian.
enum class NpyType : std::uint8_t { float32, float64 };

// What stands before the numbers, which are in C order. `shape`: the sizes of the array, the first of them the count of
// rows; 8 sizes at most. It is as long for any other shape (npy_header_size), so that it can be written last.
std::string npy_header(const std::vector<std::int64_t>& shape, NpyType type);
inline constexpr std::size_t npy_header_size = 256;  // bytes

// The bytes of a .npy file of 32-bit floats. `shape`: the sizes of the dimensions of `values`.
std::string npy_bytes(const std::vector<std::int64_t>& shape, const std::vector<float>& values);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/npy_file.h"

#include <bit>
#include <cstring>

namespace lathe::train {

static_assert(std::endian::native == std::endian::little);

std::string npy_bytes(const std::vector<std::int64_t>& shape, const std::vector<float>& values) {
    std::string numbers;
    for (const std::int64_t size : shape) numbers += std::to_string(size) + ", ";
    if (shape.size() > 1) numbers.resize(numbers.size() - 2);  // (3, 4), but (3, )
    std::string header = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + numbers + "), }";
    // Magic, version, length and header together are a multiple of 64 bytes, the header ends in a newline.
    constexpr std::size_t before = 10;
    header.append(63 - (before + header.size()) % 64, ' ');
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    bytes += header;
    const std::size_t at = bytes.size();
    bytes.resize(at + values.size() * sizeof(float));
    std::memcpy(bytes.data() + at, values.data(), values.size() * sizeof(float));
    return bytes;
}

}  // namespace lathe::train

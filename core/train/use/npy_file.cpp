// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/npy_file.h"

#include <bit>
#include <cstring>

namespace lathe::train {

static_assert(std::endian::native == std::endian::little);

std::string npy_header(const std::vector<std::int64_t>& shape, NpyType type) {
    std::string numbers;
    for (const std::int64_t size : shape) numbers += std::to_string(size) + ", ";
    if (shape.size() > 1) numbers.resize(numbers.size() - 2);  // (3, 4), but (3, )
    const std::string name = type == NpyType::float32 ? "<f4" : "<f8";
    std::string header = "{'descr': '" + name + "', 'fortran_order': False, 'shape': (" + numbers + "), }";
    // Magic, version, length and header together are a multiple of 64 bytes, the header ends in a newline.
    constexpr std::size_t before = 10;
    header.resize(npy_header_size - before - 1, ' ');
    header += '\n';
    std::string bytes("\x93NUMPY\x01\x00", 8);
    bytes += static_cast<char>(header.size() & 0xff);
    bytes += static_cast<char>(header.size() >> 8);
    return bytes + header;
}

std::string npy_bytes(const std::vector<std::int64_t>& shape, const std::vector<float>& values) {
    std::string bytes = npy_header(shape, NpyType::float32);
    bytes.resize(npy_header_size + values.size() * sizeof(float));
    std::memcpy(bytes.data() + npy_header_size, values.data(), values.size() * sizeof(float));
    return bytes;
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/png_chunk.h"

#include <cstddef>
#include <cstdint>

namespace lathe::train {

std::optional<std::string_view> png_chunk(std::string_view bytes, std::string_view name) {
    for (std::size_t at = 8; at + 12 <= bytes.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) size = size << 8 | static_cast<std::uint8_t>(bytes[at + i]);
        if (size > bytes.size() - at - 12) break;
        if (bytes.substr(at + 4, 4) == name) return bytes.substr(at + 8, size);
        at += 12 + size;
    }
    return std::nullopt;
}

}  // namespace lathe::train

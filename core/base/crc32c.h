// SPDX-License-Identifier: GPL-3.0-or-later
// CRC-32C (Castagnoli), as TFRecord files and Lathe's journals use it.
#pragma once

#include <cstdint>
#include <string_view>

namespace lathe {

// The checksum without TFRecord's mask.
std::uint32_t crc32c(std::string_view bytes);
// TFRecord's mask: rotate right by 15 bits and add a constant, so that a CRC of data holding CRCs stays useful.
std::uint32_t masked_crc32c(std::string_view bytes);

}  // namespace lathe

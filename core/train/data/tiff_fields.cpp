// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/tiff_fields.h"

namespace lathe::train {

TiffFields::TiffFields(std::string_view bytes) : bytes_(bytes) {
    using std::string_view_literals::operator""sv;
    if (bytes_.starts_with("Exif\0\0"sv)) bytes_.remove_prefix(6);
    big_endian_ = bytes_.starts_with("MM\0*"sv);
    if (!big_endian_ && !bytes_.starts_with("II*\0"sv)) return;
    const std::size_t directory = read(4, 4);
    if (directory == 0) return;
    const std::size_t count = read(directory, 2);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        const std::uint32_t type = read(at + 2, 2);
        const std::size_t size = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0;
        const std::uint32_t values = read(at + 4, 4);
        if (size == 0 || values == 0) continue;
        const std::size_t from = values > 4 / size ? read(at + 8, 4) : at + 8;
        numbers_.emplace(static_cast<std::uint16_t>(read(at, 2)), read(from, size));
    }
    next_ = read(directory + 2 + 12 * count, 4);
}

std::optional<std::uint32_t> TiffFields::number(std::uint16_t field) const {
    const auto found = numbers_.find(field);
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
}

std::uint32_t TiffFields::read(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || size > bytes_.size() - at) return 0;
    std::uint32_t number = 0;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t place = big_endian_ ? at + i : at + size - 1 - i;
        number = number << 8 | static_cast<std::uint8_t>(bytes_[place]);
    }
    return number;
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/base64.h"

#include <array>
#include <cstdint>

namespace lathe {

namespace {

constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::uint32_t no_digit = 64;

constexpr std::array<std::uint8_t, 256> digit_values() {
    std::array<std::uint8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i)
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
    return values;
}

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        const std::uint32_t three = byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
        for (int shift = 18; shift >= 0; shift -= 6) text += alphabet[three >> shift & 63];
    }
    for (std::size_t missing = (3 - bytes.size() % 3) % 3, i = 1; i <= missing; ++i) text[text.size() - i] = '=';
    return text;
}

std::optional<std::string> from_base64(std::string_view text) {
    static constexpr auto values = digit_values();
    if (text.size() % 4 != 0) return std::nullopt;
    std::size_t padding = 0;
    while (padding < 2 && padding < text.size() && text[text.size() - 1 - padding] == '=') ++padding;
    std::string bytes;
    bytes.reserve(text.size() / 4 * 3);
    for (std::size_t i = 0; i < text.size(); i += 4) {
        std::uint32_t three = 0;
        for (std::size_t k = i; k < i + 4; ++k) {
            const bool is_padding = k >= text.size() - padding;
            const std::uint32_t value = is_padding ? 0 : values[static_cast<unsigned char>(text[k])];
            if (value == no_digit) return std::nullopt;
            three = three << 6 | value;
        }
        for (int shift = 16; shift >= 0; shift -= 8) bytes += static_cast<char>(three >> shift & 255);
    }
    bytes.resize(bytes.size() - padding);
    // Bits that padding leaves over must be zero, so that there is one text for some bytes.
    if (padding > 0 && to_base64(bytes) != text) return std::nullopt;
    return bytes;
}

}  // namespace lathe

// SPDX-License-Identifier: GPL-3.0-or-later
// Small questions about text that do not depend on the locale.
#pragma once

#include <string>
#include <string_view>

namespace lathe {

// An ASCII digit.
constexpr bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// With small letters for the ASCII ones; other bytes stay.
inline std::string lowercase(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

// Without the blanks, tabs and line breaks at both ends.
constexpr std::string_view strip(std::string_view text) {
    constexpr std::string_view blanks = " \t\n\r\f\v";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

// UTF-8 text of at most `most` bytes and "..." behind them; what is shorter stays as it is.
inline std::string shortened(std::string_view text, std::size_t most) {
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;  // within a character
    return std::string(text.substr(0, most)) + "...";
}

}  // namespace lathe

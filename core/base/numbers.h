// SPDX-License-Identifier: GPL-3.0-or-later
// Numbers in text as files hold them ("-3", "0.25", "1e-4"), whatever the locale of the process is.
#pragma once

#include <charconv>
#include <optional>
#include <string_view>
#include <system_error>

namespace lathe {

// From here on a double skips whole numbers.
inline constexpr double exact_integers = 0x1.0p53;

// The number that `text` is, from its first to its last character: no blanks around it, no leading '+'. nullopt when it
// is none, or when T cannot hold it. T: an integer type, float or double ("inf" and "nan" are numbers, too).
template <class T>
std::optional<T> parse_number(std::string_view text) {
    T number{};
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, number);
    if (code != std::errc() || stop != end) return std::nullopt;
    return number;
}

}  // namespace lathe

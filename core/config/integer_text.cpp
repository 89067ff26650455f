// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/integer_text.h"

#include <charconv>
#include <system_error>

namespace lathe::config {

SignedText split_sign(std::string_view text) {
    if (text.empty() || (text[0] != '-' && text[0] != '+')) return {Sign::plus, text};
    return {text[0] == '-' ? Sign::minus : Sign::plus, text.substr(1)};
}

tl::expected<std::int64_t, NoInt> int_in_base(std::string_view digits, Sign sign, unsigned base) {
    const bool negative = sign == Sign::minus;
    if (digits.empty()) return tl::make_unexpected(NoInt::not_an_integer);
    std::uint64_t magnitude = 0;
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), magnitude, static_cast<int>(base));
    if (end != digits.data() + digits.size()) return tl::make_unexpected(NoInt::not_an_integer);
    const std::uint64_t limit = std::uint64_t{1} << 63;
    if (problem != std::errc{} || magnitude > limit || (magnitude == limit && !negative))
        return tl::make_unexpected(NoInt::beyond_64_bits);
    return static_cast<std::int64_t>(negative ? 0 - magnitude : magnitude);
}

}  // namespace lathe::config

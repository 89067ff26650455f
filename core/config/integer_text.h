// SPDX-License-Identifier: GPL-3.0-or-later
// Integers of 64 bits in a text: what the readers of Python's and of YAML's numbers have in common.
#pragma once

#include <cstdint>
#include <string_view>

#include <tl/expected.hpp>

namespace lathe::config {

// Why a text is no integer of 64 bits.
enum class NoInt : std::uint8_t { not_an_integer, beyond_64_bits };

// The sign of a number.
enum class Sign : std::uint8_t { plus, minus };

// A number without the sign that stood before it; without one it is plus.
struct SignedText {
    Sign sign = Sign::plus;
    std::string_view rest;
};
// Takes a sign off the front of a text.
SignedText split_sign(std::string_view text);

// Reads the value of digits (and letters, beyond ten) of `base`, with nothing before, between and behind them. The
// whole range is read, the least integer included.
tl::expected<std::int64_t, NoInt> int_in_base(std::string_view digits, Sign sign, unsigned base);

}  // namespace lathe::config

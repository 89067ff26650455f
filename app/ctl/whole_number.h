// SPDX-License-Identifier: GPL-3.0-or-later
// Whole numbers on the command line.
#pragma once

#include <cstdint>
#include <limits>

#include <CLI/CLI.hpp>

namespace lathe::ctl {

// For an option's transform(): the text becomes decimal without leading zeros, which CLI11 would read as octal. The
// errors: "OPTION: expected a whole number from 1 on, found 'x'", "OPTION: '3000000000' is too large; the largest is
// 2147483647".
CLI::Validator whole_number(std::int64_t least, std::int64_t most = std::numeric_limits<int>::max());

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// Counts in the English texts of terminals and logs; the window's own are translated.
#pragma once

#include <concepts>
#include <string>
#include <string_view>

namespace lathe {

// "1 trial", "2 trials"; `one`: a noun whose plural ends in -s.
template <std::integral Number>
std::string counted(Number count, std::string_view one) {
    return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

}  // namespace lathe

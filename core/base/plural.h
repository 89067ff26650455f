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

// "1 class", "2 classes".
template <std::integral Number>
std::string counted(Number count, std::string_view one, std::string_view many) {
    return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace lathe

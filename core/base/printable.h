// SPDX-License-Identifier: GPL-3.0-or-later
// UTF-8 text as a terminal or a line of a window shows it.
#pragma once

#include <string>
#include <string_view>

namespace lathe {

// The text in one line, from which nothing steers a terminal: line breaks and tabs become blanks, other control
// characters '?'.
std::string printable(std::string_view text);

// Columns that it takes in a terminal: wide characters (Chinese, Japanese, Korean, emoji) count two.
int display_width(std::string_view text);

}  // namespace lathe

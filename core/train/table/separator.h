// SPDX-License-Identifier: GPL-3.0-or-later
// What stands between two cells. No torch; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe::train {

struct Separator {
    char delimiter = ',';
    std::size_t skip = 0;  // bytes of a first line "sep=;", which Excel reads and writes
};

// Finds what divides the cells of a table. `wanted`: one character, "\t" in two characters, or "auto": of comma,
// semicolon, tab and bar the one that divides the first rows into most cells, as many in each. The error: it is none of
// these.
Result<Separator> separator_of(std::string_view text, const std::string& wanted);

}  // namespace lathe::train

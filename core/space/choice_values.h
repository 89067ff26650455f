// SPDX-License-Identifier: GPL-3.0-or-later
// Which values of a choice are the same.
#pragma once

#include <cstddef>
#include <vector>

#include "core/space/space.h"

namespace lathe::space {

// Whether two values are the same choice. 1 and 1.0 are: a value that went through another program's JSON may have
// changed its kind.
bool is_same_choice(const config::Value& a, const config::Value& b);

// For each branch the first one with the same value, which is what a row holds. Takes time linear in the branches.
std::vector<std::size_t> first_equal_branches(const Distribution& choice);

}  // namespace lathe::space

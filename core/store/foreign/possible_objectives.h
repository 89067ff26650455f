// SPDX-License-Identifier: GPL-3.0-or-later
// What a study of another tool could be compared by, where nobody said it.
#pragma once

#include <string>
#include <vector>

#include "core/store/foreign/foreign_study.h"

namespace lathe::store {

// The names of its metrics; of a study without any, as a table gives it, those parameters that are a number wherever
// they are given, in their order. Empty: there is nothing.
std::vector<std::string> possible_objectives(const ForeignStudy& study);

}  // namespace lathe::store

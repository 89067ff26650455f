// SPDX-License-Identifier: GPL-3.0-or-later
// What else is wrong with a written space that cannot be read as a whole: every mistake is to be told at once.
#pragma once

#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::space {

// Checks each entry of a written space by itself. Of the entries that can be read, what Space::check says of each; of
// the others, whether there is such a key. Errors of Space::parse are not repeated.
Errors check_entries(const config::Value& written, const config::Value& config, const config::Catalog& catalog);

}  // namespace lathe::space

// SPDX-License-Identifier: GPL-3.0-or-later
// Changing a choice ("network.name"): options below it that still fit are kept, the others dropped and named.
#pragma once

#include <string>
#include <vector>

#include "core/config/schema.h"
#include "core/config/value.h"

namespace lathe::config {

// Paths of the values in the choice's group (that of "network.name" is "network") that the schema of the config as it
// is now does not know or accept. Interpolations and "???" fit everywhere.
std::vector<std::string> unfit_values(const Value& config, const std::string& selector, const Catalog& catalog);

// Removes them; returns their paths.
std::vector<std::string> drop_unfit_values(Value& config, const std::string& selector, const Catalog& catalog);

}  // namespace lathe::config

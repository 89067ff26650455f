// SPDX-License-Identifier: GPL-3.0-or-later
// The configurations that Batch is told to run.
#pragma once

#include "core/config/schema.h"

namespace lathe::search {

// Checks the arguments of the tuner Batch: an error for every value that is not one of the config's, and for what is no
// configuration at all. Keys of errors begin with "configurations".
Errors check_configurations(const config::Value& arguments, const config::Value& config,
                            const config::Catalog& catalog);

}  // namespace lathe::search

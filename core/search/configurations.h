// SPDX-License-Identifier: GPL-3.0-or-later
// The configurations that Batch is told to run.
#pragma once

#include "core/config/schema.h"

namespace lathe::search {

// `arguments`: of the tuner Batch. Every value that is not one of the config's, and what is no configuration at all;
// keys begin with "configurations".
Errors check_configurations(const config::Value& arguments, const config::Value& config,
                            const config::Catalog& catalog);

}  // namespace lathe::search

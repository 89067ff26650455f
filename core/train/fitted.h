// SPDX-License-Identifier: GPL-3.0-or-later
// What was learned of data (DataSets::fitted), as checkpoints keep it.
#pragma once

#include "core/config/value.h"

namespace lathe::train {

// Whether the same was learned now as what a checkpoint has kept. What an older Lathe did not write down yet is not
// compared: keys that only `now` has.
bool is_same_fitted(const config::Value& kept, const config::Value& now);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// The options under `search:` of an experiment file.
#pragma once

#include "core/config/schema.h"

namespace lathe::search {

// The options under `search` of an experiment. Keys are relative to `search`: "objective.metric", "max_trials".
config::Schema search_schema();

}  // namespace lathe::search

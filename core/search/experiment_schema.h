// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment file may hold beside its config, as options: for help and completion. `search:` and `trial:` have
// schemas of their own (search_schema.h, trial_program.h).
#pragma once

#include "core/config/schema.h"

namespace lathe::search {

// The keys at the top of the file: "lathe", "name", "config", ...
config::Schema experiment_schema();
// One entry of `space:`; KEY stands for an option of the config: "KEY._type", "KEY._value".
config::Schema space_schema();

}  // namespace lathe::search

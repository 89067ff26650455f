// SPDX-License-Identifier: GPL-3.0-or-later
// What an experiment file may hold beside its config, as options: for help and completion. `search:` and `trial:` have
// schemas of their own (search_schema.h, trial_program.h).
#pragma once

#include <string>

#include "core/config/schema.h"

namespace lathe::search {

// The keys at the top of the file: "lathe", "name", "config", ...
config::Schema experiment_schema();
// The entry of `space:` for an option of the config: "opt.lr._type", "opt.lr._value". KEY stands for any.
config::Schema space_schema(const std::string& key = "KEY");

}  // namespace lathe::search

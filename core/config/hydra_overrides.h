// SPDX-License-Identifier: GPL-3.0-or-later
// Changes of the command line that are meant for Hydra itself: "hydra.run.dir=out".
#pragma once

#include <string>
#include <vector>

#include "core/config/value.h"

namespace lathe::config {

// Takes the overrides of Hydra's own settings out of `overrides` and applies them to `node`, the composed dict `hydra`.
// Each gets a note, because none of them changes the config. Errors: a setting that Hydra does not have, several values
// for one, and what would delete or replace the node.
void take_hydra_overrides(std::vector<std::string>& overrides, Value& node, Errors& errors,
                          std::vector<std::string>& notes);

}  // namespace lathe::config

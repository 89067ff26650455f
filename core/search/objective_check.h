// SPDX-License-Identifier: GPL-3.0-or-later
// Whether an experiment has the objectives that its tuner and its assessor need. Pure.
#pragma once

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/search/experiment.h"

namespace lathe::search {

// More objectives than the tuner takes are an error, and so is a search without one where something learns or judges: a
// program may be run over its space for what it does. `given`: the value of `search:`; nullptr: there is none. `root`:
// the whole experiment. Keys of errors begin with "search".
Errors check_objective_settings(const Experiment& experiment, const config::Value* given, const config::Value& root);

}  // namespace lathe::search

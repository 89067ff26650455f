// SPDX-License-Identifier: GPL-3.0-or-later
// Sweeps of the command line as entries of a search space.
#pragma once

#include "core/config/override.h"

namespace lathe::space {

// {_type: T, _value: [...]} for an override that holds a sweep; `option` is the one that it names, nullptr for a key of
// no declared type. Both ends of an interval belong to it.
//   choice, and a range with steps  -> choice
//   range of whole numbers          -> randint
//   interval                        -> uniform; randint where the option is an int
//   tag(log,interval)               -> loguniform; qloguniform where the option is an int
//   tag(int,interval)               -> whole numbers wherever it stands
config::Value entry_of(const config::Override& change, const config::Option* option);

}  // namespace lathe::space

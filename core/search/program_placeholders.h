// SPDX-License-Identifier: GPL-3.0-or-later
// Whether the placeholders in the arguments and variables of a trial's program stand for something. Pure.
#pragma once

#include "core/base/error.h"
#include "core/config/value.h"
#include "core/search/trial_program.h"
#include "core/space/space.h"

namespace lathe::search {

// Every one that names neither a value of `config`, a parameter of `space` nor something of Lathe's own, and in a line
// for a shell each that a shell would read as something else. `place`: where the errors point to; their keys begin with
// "trial".
Errors check_program_placeholders(const TrialProgram& program, const config::Value& config, const space::Space& space,
                                  const config::Value& place);

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
// What lathectl says of an experiment before anything of it trains.
#pragma once

#include "app/ctl/program.h"
#include "app/services.h"
#include "core/run/preflight.h"

namespace lathe::ctl {

// As run::check_before_training(). Where the engine cannot be loaded, what it knows is not looked at, and a note says
// so; the engine is not loaded for a program of somebody's.
run::Preflight look_before_training(const search::Experiment& experiment, Services& services, run::CheckDepth depth,
                                    run::PreflightScope scope);

// The mistakes of what is about to begin; without any, its notes are said on standard error.
Errors preflight_errors(const search::Experiment& experiment, Services& services);

// "note: ..." on standard error, a line each, whatever the notes hold.
void say_notes(const std::vector<std::string>& notes);

}  // namespace lathe::ctl

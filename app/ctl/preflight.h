// What lathectl says of an experiment before anything of it trains.
#pragma once

#include "app/ctl/program.h"
#include "app/services.h"
#include "core/run/preflight.h"

namespace lathe::ctl {

// The mistakes; notes are said on standard error.
Errors preflight_errors(const search::Experiment& experiment, Services& services);

void say_notes(const std::vector<std::string>& notes);

}  // namespace lathe::ctl

// What lathectl says of an experiment before anything of it trains.
#pragma once

#include "app/ctl/program.h"
#include "app/services.h"
#include "core/run/preflight.h"

namespace lathe::ctl {

// Says notes on standard error; of mistakes also the exit code. Whether there are none.
bool passes_preflight(Program& program, const search::Experiment& experiment, Services& services);

void say_notes(const std::vector<std::string>& notes);

}  // namespace lathe::ctl

// A session from start to end, as `run`, `tune` and `resume` show it.
#pragma once

#include "app/ctl/commands.h"
#include "core/run/session.h"

namespace lathe::ctl {

class StopSignals;

// Shows the progress on stderr and the results on stdout (one JSON document with `json`); sets the exit code: 0 done,
// 1 the work failed, 130, 143 and 129 after a signal.
void show_session(Program& program, run::Session& session, const StopSignals& signals, bool json);

// Shows the progress on stderr until the session is over; a signal stops it.
void watch_session(run::Session& session, const StopSignals& signals);

}  // namespace lathe::ctl

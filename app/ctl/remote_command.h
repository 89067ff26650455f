// SPDX-License-Identifier: GPL-3.0-or-later
// A command of lathectl that is carried out on another machine and looks as if it ran here.
#pragma once

#include "app/ctl/program.h"
#include "app/ctl/remote_arguments.h"

namespace lathe::ctl {

// Sends the experiment that it names, starts the command there and shows what it prints; sets its exit code. The first
// Ctrl+C stops it there, the second leaves it alone. Where the connection drops, the command goes on and is followed
// again as soon as the host answers. No other thread may have been started.
void run_on_host(Program& program, const RemoteArguments& remote);

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// The whole of lathectl but its main(): reads the arguments and runs the command that they name.
#pragma once

namespace lathe::ctl {

// The exit code of the process; what went wrong is on stderr. Called once, before any other thread is started: it may
// start the program anew to set what LibTorch reads from the environment.
int run_command_line(int argc, char** argv);

}  // namespace lathe::ctl

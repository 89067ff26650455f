// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl: everything that the window can do to an experiment, without a window.
#include "app/ctl/command_line.h"
#include "core/run/priority.h"

int main(int argc, char** argv) {
    lathe::run::keep_own_priority();
    return lathe::ctl::run_command_line(argc, argv);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl plugin check FILE, and plugin options FILE
#pragma once

#include <string>

#include "app/ctl/program.h"

namespace lathe::ctl {

// Prints what the plug-in brings and whether it learns. Exit code 1 when something of it does not. It is loaded in a
// process of its own: it may crash, end its process, or never come back.
void report_plugin(Program& program, const std::string& file, bool json);

// The inside of that process.
void report_plugin_inside(Program& program, const std::string& file, bool json);

// Prints the options of all that the plug-in brings, as they stand in a config.
void report_plugin_options(Program& program, const std::string& file, bool json);

// The inside of the process that finds them out (app/plugin_inspector.h): one line, {"declarations": [...]} or
// {"error": "..."}.
void report_plugin_options_inside(Program& program, const std::string& file, bool json);

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// Where -o puts the result of a command, and what it means when it cannot be written there.
#pragma once

#include <string>
#include <string_view>

#include "app/ctl/program.h"

namespace lathe::ctl {

// Whether that is standard output: no -o, "-", "/dev/stdout", "/dev/fd/1".
bool is_standard_output(const std::string& output);
// For messages: "standard output", or the name as it was given.
std::string output_name(const std::string& output);

// What cannot be written, said. The exit code is 2, as for every name that does not do; 1 where the disk is full, as
// there the work has failed.
void say_unwritten(Program& program, const Error& error);

// Writes a result to where -o says, "" being standard output. False: it could not, which is said.
bool write_result(Program& program, const std::string& output, std::string_view text);

}  // namespace lathe::ctl

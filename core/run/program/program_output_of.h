// SPDX-License-Identifier: GPL-3.0-or-later
// What a short program says, for questions to a person's own tools.
#pragma once

#include <chrono>
#include <stop_token>
#include <string>

#include "core/base/error.h"
#include "core/run/program/supervised_process.h"

namespace lathe::run {

// How long a program may take, and how much it may say.
struct OutputLimits {
    std::chrono::seconds time;   // after which it is killed with all that it started
    std::size_t bytes;           // of its output
    std::chrono::seconds grace;  // that it has left once somebody asks to stop
};

// How a program ended, and what it said.
struct ProgramAnswer {
    int status = 0;      // as waitpid() gives it
    std::string output;  // and what it said on standard error, as it came
};
// Runs a program to its end and gives what it said and how it ended. Errors: it cannot be started, takes longer or says
// more than `limits` allow. Any thread; waits.
Result<ProgramAnswer> answer_of(const ProgramStart& start, const OutputLimits& limits, const std::stop_token& stop);

// Runs a program to its end and gives its standard output; what it says on standard error is dropped. Errors: those of
// answer_of(), and it ends with another exit code than 0. Any thread; waits.
Result<std::string> output_of(ProgramStart start, const OutputLimits& limits, const std::stop_token& stop);

}  // namespace lathe::run

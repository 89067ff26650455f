// SPDX-License-Identifier: GPL-3.0-or-later
// In what environment somebody's program runs as a trial: the interpreter that its command starts, what is installed
// there, and conda's export where it is active. Part of the record of provenance.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/config/value.h"
#include "core/run/program/program_tools.h"
#include "core/search/trial_program.h"

namespace lathe::run {

// The program whose environment is asked for.
struct ProgramQuestion {
    search::TrialProgram program;
    std::filesystem::path folder;  // that relative paths of the experiment mean
    config::Value config;          // that fills the placeholders of its command and variables
    ProgramTools tools;
};

// What the program runs in: {program: {path, file, checksum, package, version, interpreter, script}, python: {version,
// packages, ...}, conda: {...}}; what does not apply is left out, what could not be found out is told as `problem`.
// Starts the interpreter (isolated from the folder and from PYTHON* variables) and conda; never the program itself.
// Bounded in time and size; waits. Any thread. Nothing in it is a secret.
config::Value program_environment(const ProgramQuestion& question, const std::stop_token& stop);

}  // namespace lathe::run

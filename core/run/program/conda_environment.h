// SPDX-License-Identifier: GPL-3.0-or-later
// What conda tells of an environment (`conda env export`).
#pragma once

#include <stop_token>
#include <string>

#include "core/config/value.h"
#include "core/provenance/variables.h"
#include "core/run/program/supervised_process.h"

namespace lathe::run {

// What is installed in the conda environment at `prefix`: {prefix, name, channels, packages: {NAME: "VERSION=BUILD"},
// pip: {NAME: VERSION}, problem}. conda is CONDA_EXE of `variables`, or found by their PATH; where it is not there,
// `problem` says so. Tokens and passwords of channels are masked, and the environment's own variables are left out.
// `asking`: how a program is started. Waits; any thread.
config::Value conda_environment(const std::string& prefix, const provenance::Variables& variables, ProgramStart asking,
                                const std::stop_token& stop);

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// What a Python interpreter tells of itself and of what is installed for it.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/config/value.h"
#include "core/run/program/supervised_process.h"

namespace lathe::run {

// What is installed for a Python interpreter: {version, implementation, packages: {NAME: VERSION}, used: [NAME],
// debian: {NAME: "python3-x=VERSION"}, sources: {NAME: URL}, problem}. `used` are those that the files below `code`
// import, with what these require; `debian` those that dpkg installed, `sources` those that came from an address of
// their own (passwords masked). Metadata and sources are read; nothing is imported. `asking`: how a program is started;
// its command does not matter. Waits; any thread.
config::Value python_environment(const std::filesystem::path& interpreter, const std::filesystem::path& code,
                                 ProgramStart asking, const std::stop_token& stop);

}  // namespace lathe::run

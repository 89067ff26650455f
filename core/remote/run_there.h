// SPDX-License-Identifier: GPL-3.0-or-later
// Commands of lathectl on another machine for a window: what they print, or the error that they say.
#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include "core/remote/host.h"
#include "core/remote/host_job.h"

namespace lathe::remote {

// Runs a command of lathectl on another machine to its end and gives what it printed. The error: the connection, or,
// where the command failed, the last that it said on its standard error. One thread at a time.
Result<std::string> run_there(Host& host, const HostJob::Start& start);

// Runs a command that writes a file, and fetches that file (HostJob::fetch). Errors and threads as run_there().
Result<void> fetch_from_there(Host& host, const std::vector<std::string>& arguments, const std::filesystem::path& file,
                              const HostJob::FetchProgress& progress = {});

// Starts a command that goes on by itself. It is waited for as long as `settle`, within which a command that cannot
// begin says so.
Result<void> start_there(Host& host, const std::vector<std::string>& arguments, std::chrono::milliseconds settle);

}  // namespace lathe::remote

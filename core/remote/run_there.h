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

// To its end: what it printed. The error is the last that it said on its standard error where it failed. One thread at
// a time.
Result<std::string> run_there(Host& host, const HostJob::Start& start);

// The same for a command that writes a file, which is fetched (HostJob::fetch).
Result<void> fetch_from_there(Host& host, const std::vector<std::string>& arguments, const std::filesystem::path& file,
                              const HostJob::FetchProgress& progress = {});

// One that goes on by itself: waited for as long as `settle`, within which a command that cannot begin says so.
Result<void> start_there(Host& host, const std::vector<std::string>& arguments, std::chrono::milliseconds settle);

}  // namespace lathe::remote

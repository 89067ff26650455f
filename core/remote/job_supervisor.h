// SPDX-License-Identifier: GPL-3.0-or-later
// The process that stands between a job and everything else: it starts the command, passes SIGINT and SIGTERM on to it,
// and writes down how it ended.
#pragma once

#include <filesystem>

#include "core/base/error.h"

namespace lathe::remote {

// Returns to the parent once the job has its supervisor, a process that no terminal and no connection can end; in that
// one it does not return. Nothing happens where the job was begun already. `program`: lathectl. No thread but this one
// may run. The error: the job cannot be begun.
Result<void> supervise_job(const std::filesystem::path& job_folder, const char* program);

}  // namespace lathe::remote

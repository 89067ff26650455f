// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of `lathectl worker --folder`: one trial as a job of Slurm's, which talks to its session, if there is one
// just now, through files (talk_folder.h).
#pragma once

#include <filesystem>

#include "core/base/error.h"
#include "core/run/session_services.h"

namespace lathe::run::slurm {

// Runs the trial of the attempt at `talk_folder`; a job that was queued again goes on from the trial's last checkpoint.
// SIGTERM, from Slurm, stops it at its next batch and has it queued again. No other thread may have been started. Gives
// the exit code. The error: it is not for this process to run, or not at all; nothing was touched.
Result<int> run_folder_worker(const std::filesystem::path& talk_folder, const SessionServices& services);

}  // namespace lathe::run::slurm

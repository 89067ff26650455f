// SPDX-License-Identifier: GPL-3.0-or-later
// How much memory the processes here may use together.
#pragma once

#include <cstdint>
#include <filesystem>

namespace lathe {

// Bytes: the machine's memory, or the limit of this process's control group or of one above it, whichever is less (a
// container, a job of Slurm, a systemd service). `root`: of the file systems /proc and /sys; another one in tests.
std::uint64_t memory_limit(const std::filesystem::path& root = "/");

}  // namespace lathe

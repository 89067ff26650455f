// SPDX-License-Identifier: GPL-3.0-or-later
// Checkpoint files of a trial.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

#include "core/train/state.h"

namespace lathe::train {

// Largest checkpoint that is read, in bytes.
inline constexpr std::uint64_t max_checkpoint_size = 64ull << 30;

// Reads a whole file into memory. The error names the file: it cannot be read, is too large, damaged, or of a newer
// Lathe.
Result<State> read_checkpoint(const std::filesystem::path& path);
// Makes the folders that are not there and replaces the file atomically. The error: it cannot be written.
Result<void> write_checkpoint(const std::filesystem::path& path, const State& state);

// A checkpoint and the file that it was read from.
struct FoundCheckpoint {
    std::filesystem::path path;
    State state;
};
// The newest good checkpoint of `folder`; each damaged one that is passed over is told to `say`. nullopt: there is
// none.
std::optional<FoundCheckpoint> newest_checkpoint(const std::filesystem::path& folder,
                                                 const std::function<void(const std::string&)>& say);

}  // namespace lathe::train

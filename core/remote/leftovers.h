// SPDX-License-Identifier: GPL-3.0-or-later
// What clients leave behind in a workspace: jobs that nobody fetched, and files that were sent and whose commands have
// ended. It is bounded by age, number and size, and a client is told what was cleared away.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>

#include "core/base/json.h"

namespace lathe::remote {

// In a workspace: what belongs to its clients.
inline constexpr const char* remote_folder = ".remote";

// How much is kept of what nobody has fetched.
struct LeftoverLimits {
    std::chrono::hours kept_for{24 * 7};  // since something of it last changed, or it was last used
    std::size_t jobs = 1'000;
    std::uint64_t upload_bytes = std::uint64_t{20} << 30;
    // What is beyond the number or the size is kept so long all the same: its command is about to be started.
    std::chrono::hours young{1};
};

// What was cleared away.
struct ClearedLeftovers {
    int jobs = 0;
    int uploads = 0;
    std::uint64_t bytes = 0;                                     // of the uploads
    bool is_empty() const { return jobs == 0 && uploads == 0; }  // nothing was cleared away
};

// Removes the oldest of the finished jobs and unused uploads, as far as they are beyond the limits of age, number or
// size. `remote`: the folder .remote of a workspace. Nothing of a command that waits or runs is touched. Any process;
// any thread.
ClearedLeftovers clear_leftovers(const std::filesystem::path& remote, const LeftoverLimits& limits = {});

// {jobs, uploads, bytes}, as a server says it at its beginning.
Json to_json(const ClearedLeftovers& cleared);
// The sentence that a client makes for a person of what the server said at its beginning; "" where nothing was cleared
// away.
std::string cleared_text(const Json& hello);

}  // namespace lathe::remote

// SPDX-License-Identifier: GPL-3.0-or-later
// Which files a piece of work writes to, and which it waits for, as the kernel sees it.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace lathe::run {

struct FileCall {
    std::string file;  // its name, without the folder
    bool is_sync = false;
};

// Runs `work`, which tells whether it went well and starts no threads, in a process of its own and gives its calls of
// write, fsync and fdatasync in order. nullopt: no process may be traced here. Empty: the work went wrong.
std::optional<std::vector<FileCall>> file_calls_of(const std::function<bool()>& work);

}  // namespace lathe::run

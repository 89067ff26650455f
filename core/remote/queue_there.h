// SPDX-License-Identifier: GPL-3.0-or-later
// Puts an experiment into the queue of another machine, and has that queue run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/remote/host.h"

namespace lathe::remote {

struct QueuedThere {
    std::string item;                   // its number in the queue there
    std::vector<std::string> warnings;  // data that is missing there, or differs
};

enum class RunAs : std::uint8_t { as_it_says, once };

// `bundle`: of the experiment. The error is what `lathectl queue add` said there. One thread at a time.
Result<QueuedThere> queue_there(Host& host, const std::filesystem::path& bundle, RunAs run_as);

}  // namespace lathe::remote

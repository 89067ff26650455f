// SPDX-License-Identifier: GPL-3.0-or-later
// Puts an experiment into the queue of another machine, and has that queue run.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/remote/host.h"
#include "core/remote/send_bundle.h"

namespace lathe::remote {

// What came of adding it.
struct QueuedThere {
    std::string item;                   // its number in the queue there
    std::vector<std::string> warnings;  // data that is missing there, or differs
};

// Whether the experiment is run as its file says, or once, as a single trial.
enum class RunAs : std::uint8_t { as_it_says, once };

// What is put into it.
struct ToQueue {
    std::filesystem::path bundle;
    RunAs run_as = RunAs::as_it_says;
    std::vector<std::string> overrides;  // "hw.device=cuda:1"
};

// The kind of the error that the host refuses the experiment, and lacks data that it reads.
inline constexpr const char* data_missing = "DataMissing";

// Sends the bundle of an experiment, adds it to the queue of another machine, and has the queue run there. `progress`:
// of the sending. The error: the connection, or what `lathectl queue add` said there; of the kind data_missing where
// that machine lacks data. One thread at a time.
Result<QueuedThere> queue_there(Host& host, const ToQueue& wanted, const SendProgress& progress = {});
// Adds a study of the workspace there, or one of its trials ("NAME/trials/0003"), to the queue once more. Errors and
// threads as queue_there().
Result<QueuedThere> queue_again(Host& host, const std::string& record);

}  // namespace lathe::remote

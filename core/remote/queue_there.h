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

struct QueuedThere {
    std::string item;                   // its number in the queue there
    std::vector<std::string> warnings;  // data that is missing there, or differs
};

enum class RunAs : std::uint8_t { as_it_says, once };

// What is put into it.
struct ToQueue {
    std::filesystem::path bundle;
    RunAs run_as = RunAs::as_it_says;
    std::vector<std::string> overrides;  // "hw.device=cuda:1"
};

// The kind of the error that the host refuses the experiment, and lacks data that it reads.
inline constexpr const char* data_missing = "DataMissing";

// `progress`: of its sending. The error is what `lathectl queue add` said there. One thread at a time.
Result<QueuedThere> queue_there(Host& host, const ToQueue& wanted, const SendProgress& progress = {});
// The same for a study or a trial of the workspace there, or one of its trials ("NAME/trials/0003"): once more.
Result<QueuedThere> queue_again(Host& host, const std::string& record);

}  // namespace lathe::remote

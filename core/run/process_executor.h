// SPDX-License-Identifier: GPL-3.0-or-later
// Trials as processes: `lathectl worker`. LibTorch's CPU generator is one per process, so trials that run beside each
// other on the CPU are reproducible only this way.
#pragma once

#include <chrono>

#include "core/run/executor.h"
#include "core/run/mailbox.h"

namespace lathe::run {

// An executor that runs each trial in a process of its own. `worker_program`: path of lathectl. The workers write their
// trials' records themselves; `mailbox` gets their newest points and outlives the executor. `longest_goodbye`: from
// asking a trial to stop, which it does at its next batch, to killing it: code of a person's own may never come back.
std::unique_ptr<Executor> make_process_executor(std::string worker_program, std::chrono::milliseconds longest_goodbye,
                                                Mailbox& mailbox);

}  // namespace lathe::run

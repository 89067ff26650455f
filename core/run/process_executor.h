// Trials as processes: `lathectl worker`. LibTorch's CPU generator is one per process, so trials that run beside each
// other on the CPU are reproducible only this way.
#pragma once

#include "core/run/executor.h"
#include "core/run/mailbox.h"

namespace lathe::run {

// `worker_program`: path of lathectl. The workers write their trials' records themselves; `mailbox` gets their newest
// points and outlives the executor. start() must be called from a thread that outlives the trial: a worker dies with
// the thread that made it.
std::unique_ptr<Executor> make_process_executor(std::string worker_program, Mailbox& mailbox);

}  // namespace lathe::run

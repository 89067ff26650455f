// The inside of `lathectl worker`: one trial in a process of its own, so that it is reproducible beside others on the
// CPU and its crash harms nobody.
#pragma once

#include "core/run/executor.h"

namespace lathe::run {

// Runs the trial with its folder's config.yaml, talking to the session over `socket` (wire.h) until it ends. Dies with
// its parent. Gives the exit code.
int run_worker(TrialJob job, BodyMaker make_body, int socket);

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// The inside of `lathectl worker`: trials in a process of their own, one after another, so that each is reproducible
// beside others and its crash harms nobody.
#pragma once

#include "core/run/executor.h"

namespace lathe::run {

// Runs the trials that the session asks for over `socket` (wire.h), each with its folder's config.yaml, until the
// session closes it. What a trial or a library prints as an error goes to that trial's log.txt. Dies with its parent.
// Gives the exit code.
int run_worker(BodyMaker make_body, int socket);

}  // namespace lathe::run

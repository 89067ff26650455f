// SPDX-License-Identifier: GPL-3.0-or-later
// Trials as threads of this process.
#pragma once

#include "core/run/executor.h"
#include "core/run/mailbox.h"

namespace lathe::run {

// An executor that runs each trial on a thread of this process. `mailbox` gets their newest metrics and outlives the
// executor.
std::unique_ptr<Executor> make_thread_executor(BodyMaker make_body, Mailbox& mailbox);

}  // namespace lathe::run

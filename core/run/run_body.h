// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/executor.h"

namespace lathe::run {

// Makes a body and runs it on this thread. Whatever it throws becomes a failure with a sentence.
TrialResult run_body(const BodyMaker& make_body, TrialContext& context);

}  // namespace lathe::run

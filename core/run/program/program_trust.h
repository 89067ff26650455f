// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a person has allowed the program of an experiment to be started from a window. `lathectl run` is the person's
// own word, as with make; opening a file in a window is not. Any thread.
#pragma once

#include "core/search/experiment.h"

namespace lathe::run {

// Fails unless the folder of the program, or one above it, is among the trusted ones (lathectl trust); passes an
// experiment without a program. The error says how to trust it.
Result<void> require_trusted_program(const search::Experiment& experiment);
// Adds the folder of the program to the trusted ones; nothing to do where there is no program. The error: the list
// cannot be written, or the folder's name holds a line break.
Result<void> trust_program(const search::Experiment& experiment);

}  // namespace lathe::run

// SPDX-License-Identifier: GPL-3.0-or-later
// How LibTorch's threads behave. No torch here: called before liblathe-train.so is loaded.
#pragma once

namespace lathe::train {

// libgomp reads its environment when it is loaded, together with LibTorch. An idle OpenMP thread would spin for
// milliseconds after each batch and take the core from the window, so it is told to give up soon, unless the person has
// set GOMP_SPINCOUNT or OMP_WAIT_POLICY. Call from the main thread, before other threads start.
void prepare_environment();

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/services.h"

namespace lathe::ctl {

// The machine's devices on stdout: a line each, or with `json` an array of objects. Loads the engine, which knows
// whether LibTorch can use the GPUs.
void print_devices(Services& services, bool json);

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// What can train on another machine, as `lathectl devices --json` says there.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/device/device.h"

namespace lathe::remote {

// Reads what `lathectl devices --json` printed on another machine: at most 256 devices, and nothing in their texts
// steers a terminal. The error is of the kind makes_no_sense.
Result<std::vector<device::Device>> devices_from_json(const std::string& text);

}  // namespace lathe::remote

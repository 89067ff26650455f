// SPDX-License-Identifier: GPL-3.0-or-later
// What can train on another machine, as `lathectl devices --json` says there.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/device/device.h"

namespace lathe::remote {

// Bounded, and nothing in its texts steers a terminal.
Result<std::vector<device::Device>> devices_from_json(const std::string& text);

}  // namespace lathe::remote

// SPDX-License-Identifier: GPL-3.0-or-later
// Which commands of lathectl run on another machine. Any thread.
#pragma once

#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::remote {

// Whether another machine may run this command. The arguments begin with the command, which must be one of the closed
// list, and name no other workspace. The error says which commands there are.
Result<void> check_remote_command(const std::vector<std::string>& arguments);

}  // namespace lathe::remote

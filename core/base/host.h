// SPDX-License-Identifier: GPL-3.0-or-later
// The machine that this process runs on. Any thread.
#pragma once

#include <string>

namespace lathe {

// Its name in its network; "localhost" where the system tells none.
std::string host_name();

}  // namespace lathe

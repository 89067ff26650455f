// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>

namespace lathe::ctl {

// The columns of the terminal that the descriptor writes to; nullopt: it is none, or does not tell.
std::optional<int> terminal_width(int descriptor);

}  // namespace lathe::ctl

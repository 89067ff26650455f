// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "app/ctl/program.h"

namespace lathe::ctl {

// Not for people: the process that a runner of the queue starts for one item. `lock`: the descriptor of the item's
// lock.
void run_queue_item(Program& program, int number, int lock, const std::string& on_end);

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl config help: what can be configured, and what is.
#pragma once

#include <string>
#include <vector>

#include "app/ctl/commands.h"

namespace lathe::ctl {

// `words`: the option or group (none: everything), then changes KEY=VALUE. With an experiment: the options that it
// chose or declares itself, their values and where those come from.
void show_help(const std::vector<std::string>& words, const std::string& experiment, bool json, Program& program);

}  // namespace lathe::ctl

// lathectl config help: what can be configured, and what is.
#pragma once

#include <string>

#include "app/ctl/commands.h"

namespace lathe::ctl {

// The option or group `key` ("" is everything). With an experiment: its choices' options, values and their origin.
void show_help(const std::string& key, const std::string& experiment, bool json, Program& program);

}  // namespace lathe::ctl

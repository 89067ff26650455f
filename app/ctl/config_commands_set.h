// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl config set: values changed in the text of a file.
#pragma once

#include <string>
#include <vector>

#include "app/ctl/commands.h"
#include "core/config/value.h"

namespace lathe::ctl {

// Whether a file is an experiment rather than a plain config.
bool is_experiment(const config::Value& root);
// "note: ..." on stderr, when choosing a variant dropped values that it does not have.
void say_dropped(const std::vector<std::string>& paths);

// `words`: the file, then the changes. Prints the new text, or writes the file.
void set_values(const std::vector<std::string>& words, bool in_place, Program& program);

}  // namespace lathe::ctl

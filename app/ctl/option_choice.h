// SPDX-License-Identifier: GPL-3.0-or-later
// Options that do not go together, so that none of them is passed over in silence.
#pragma once

#include <initializer_list>

namespace CLI {
class Option;
}

namespace lathe::ctl {

// Of these options of a command one can be given: "--diff and --compare do not go together".
void exclude_each_other(std::initializer_list<CLI::Option*> options);

}  // namespace lathe::ctl

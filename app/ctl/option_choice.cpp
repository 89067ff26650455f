// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/option_choice.h"

#include <CLI/CLI.hpp>

namespace lathe::ctl {

void exclude_each_other(std::initializer_list<CLI::Option*> options) {
    for (auto one = options.begin(); one != options.end(); ++one)
        for (auto other = one + 1; other != options.end(); ++other) (*one)->excludes(*other);
}

}  // namespace lathe::ctl

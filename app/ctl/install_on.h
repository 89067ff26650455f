// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl install-on HOST: this lathectl, copied to another machine.
#pragma once

#include <string>

#include "app/ctl/program.h"

namespace lathe::ctl {

struct InstallOptions {
    std::string host;
    std::string from;  // a folder or a .deb; "": what this program was installed in
    bool yes = false;  // do not ask
};

// Into ~/.local/share/lathe there, with a link in ~/.local/bin; what was there before stays until the new one is whole.
// Refused where the machine is of another kind or release, because the libraries of this one would not be there.
void install_on(Program& program, const InstallOptions& options);

}  // namespace lathe::ctl

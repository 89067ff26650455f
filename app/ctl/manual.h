// SPDX-License-Identifier: GPL-3.0-or-later
// The manual page of lathectl, made of what its commands say of themselves.
#pragma once

#include <string>

namespace CLI {
class App;
}

namespace lathe::ctl {

// The page as man(7) reads it.
std::string manual_page(const CLI::App& app);
// The hidden command that prints it; the build makes lathectl.1 with it.
void add_manual_command(CLI::App& app);

}  // namespace lathe::ctl

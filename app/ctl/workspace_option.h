// SPDX-License-Identifier: GPL-3.0-or-later
// --workspace, which commands take before their name and most of them behind it as well.
#pragma once

#include <string>

#include <CLI/App.hpp>

namespace lathe::ctl {

// Adds it to `command`; what a person gives goes into `folder`. An empty name is refused.
CLI::Option* add_workspace(CLI::App& command, std::string& folder, const char* what = "Folder that holds the studies");

}  // namespace lathe::ctl

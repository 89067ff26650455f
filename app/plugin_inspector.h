// SPDX-License-Identifier: GPL-3.0-or-later
// Finds out what a plug-in declares, in a process of its own: `lathectl plugin options FILE`. Any thread.
#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "core/train/plugin/plugin_declarations.h"

namespace lathe {

// Takes as long as loading LibTorch does, and ends soon after a stop. `lathectl`: the program's path. The error is the
// plug-in's, or says how the process ended.
Result<std::vector<train::PluginDeclaration>> inspect_plugin(const std::string& lathectl,
                                                             const std::filesystem::path& file,
                                                             const std::stop_token& stop = {});

}  // namespace lathe

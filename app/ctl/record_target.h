// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "app/ctl/commands.h"

namespace lathe::ctl {

// The folder of a study or trial: by path, by its name in the workspace, or out of a bundle, which is unpacked into the
// workspace once.
Result<std::filesystem::path> find_record(const Program& program, const std::string& target);

}  // namespace lathe::ctl

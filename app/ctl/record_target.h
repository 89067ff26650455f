// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "app/ctl/commands.h"
#include "core/store/export/study_export.h"

namespace lathe::ctl {

// The folder of a study or trial: by path, by its name in the workspace, or out of a bundle, which is unpacked into the
// workspace once.
Result<std::filesystem::path> find_record(const Program& program, const std::string& target);

// The studies and trials that are named, each by its folder or its name in the workspace.
Result<std::vector<store::ExportedStudy>> exported_studies(const Program& program,
                                                           const std::vector<std::string>& targets);

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
// The folder of an experiment's own program in a bundle: code/. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "core/bundle/bundle_plan.h"

namespace lathe::bundle {

inline constexpr const char* program_folder_name = "code";

// What is taken of files that git does not track.
struct ProgramFolderLimits {
    std::int64_t files = 10'000;
    std::uint64_t file_size = std::uint64_t{32} << 20;  // bytes, of each
    std::uint64_t total = std::uint64_t{256} << 20;     // bytes, of all
};

// Adds the files of `folder` below code/, as code: in a git repository those that it tracks and those that it neither
// tracks nor ignores, else all below it, the ones at the top first. Never what belongs to version control, to caches,
// to past runs (studies, bundles), or lies below one of `data`; no untracked file whose name tells of secrets. A link
// is taken as what it leads to, and left out where that is not a file below `folder`. What is left out becomes a
// warning.
Result<void> add_program_folder(BundlePlan& plan, const std::filesystem::path& folder,
                                const std::vector<std::filesystem::path>& data, const ProgramFolderLimits& limits = {});

}  // namespace lathe::bundle

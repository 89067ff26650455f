// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a folder that belong to somebody's work in git: those that are tracked, and those that could be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"

namespace lathe::provenance {

// A file of the folder.
struct WorkingFile {
    std::string path;  // below the folder, with '/'
    bool tracked = false;

    friend bool operator==(const WorkingFile&, const WorkingFile&) = default;
};

struct WorkingFiles {
    std::vector<WorkingFile> files;         // by path; those of submodules, too; links are among them
    std::vector<std::string> repositories;  // within, which are no submodules: not looked into
    bool incomplete = false;                // there may be more untracked ones
};

// Lists the files in `folder` that git tracks and that are there, and those that it does not ignore. nullopt: no
// repository holds the folder, or it keeps nothing of it. Reads no file, runs no program. Any thread.
Result<std::optional<WorkingFiles>> list_working_files(const fs::path& folder);

}  // namespace lathe::provenance

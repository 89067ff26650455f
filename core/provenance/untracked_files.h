// SPDX-License-Identifier: GPL-3.0-or-later
// The files of a working tree that git neither tracks nor ignores.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/provenance/git.h"

namespace lathe::provenance {

struct UntrackedFiles {
    std::vector<std::string> paths;  // below the root, sorted; names of repositories within end in '/'
    bool incomplete = false;         // stopped at a limit: there may be more
};

// Lists the files that a repository neither tracks nor ignores. Reads folders, no file. Stops when `most_files` are
// found, or `most_entries` names were looked at; files in folders that hold tracked ones, too, are found even then (up
// to the same limits). `below`: only in this folder, a path below the root with '/'; "": everywhere.
Result<UntrackedFiles> list_untracked_files(git_repository* repository, std::int64_t most_files,
                                            std::int64_t most_entries, const std::string& below = {});

}  // namespace lathe::provenance

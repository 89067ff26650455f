// SPDX-License-Identifier: GPL-3.0-or-later
// The regular files of a folder, in an order that does not depend on the disk. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::bundle {

// A file below a folder.
struct FolderFile {
    std::string name;  // relative to the folder, with '/'
    std::uint64_t size = 0;
};

struct FolderFiles {
    std::vector<FolderFile> files;  // by name
    int left_out = 0;               // links to folders, pipes and the like
};

// Lists the regular files below a folder. `enter` says of a folder's relative name whether to look into it. Links to
// files are files; links to folders are not followed. More than a million files are an error.
Result<FolderFiles> files_of_folder(const std::filesystem::path& folder,
                                    const std::function<bool(const std::string&)>& enter = {});

// The error about a folder of more files than a bundle takes.
Error too_many_files(const std::filesystem::path& folder);

}  // namespace lathe::bundle

// SPDX-License-Identifier: GPL-3.0-or-later
// The files that a data path stands for.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"

namespace lathe::provenance {

// A file of the data.
struct DataFile {
    std::string path;        // below the data path, with '/'; the file's own name when the data path is a file
    std::uint64_t size = 0;  // bytes
};

struct DataFiles {
    fs::path folder;                  // that the paths are below
    std::vector<DataFile> files;      // by path
    std::int64_t left_out = 0;        // further files, beyond the limit
    std::int64_t passed_over = 0;     // links to what is listed already or not there, pipes and the like
    std::vector<std::string> unread;  // folders that could not be read, and what could not be looked at
};

// All regular files at and below `path`. Links are followed, but no folder is gone through twice: it is listed under
// its own name when that is below `path`, otherwise under the first link to it. Pipes, sockets and devices are no data.
// Any thread. Errors: `path` is not there, `cancelled`.
Result<DataFiles> list_data_files(const fs::path& path, std::int64_t most_files, const std::stop_token& stop = {});

}  // namespace lathe::provenance

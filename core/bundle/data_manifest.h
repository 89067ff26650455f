// SPDX-License-Identifier: GPL-3.0-or-later
// Data that an experiment reads, known by the names and sizes of its files: whether another machine has the same.
// Any thread.
#pragma once

#include <cstdint>
#include <filesystem>

#include "core/base/error.h"
#include "core/base/json.h"
#include "core/bundle/folder_files.h"
#include "core/bundle/manifest.h"

namespace lathe::bundle {

// Lists the files that data consist of: of a folder all below it, also what links in it lead to (each once), of a file
// that file alone. The error: there are no such data, or a folder cannot be listed, or holds too many files.
Result<FolderFiles> files_of_data(const std::filesystem::path& data);
// What the files are known by, in the form of ManifestData::manifest: their count, the sum of their bytes, and a
// checksum over their sizes and names. Reads no file.
Json data_manifest(const FolderFiles& files);

// Whether data are on this machine, and the same.
enum class DataPlace : std::uint8_t { same, differs, missing };
// Compares what lies at the path of `data` on this machine with what the machine that wrote the bundle had there, by
// names and sizes alone. Where that machine did not have it itself (an empty manifest), whatever is there counts as the
// same.
DataPlace look_for(const ManifestData& data);

}  // namespace lathe::bundle

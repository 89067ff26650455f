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

// Of a folder its files; of a file that file alone.
Result<FolderFiles> files_of_data(const std::filesystem::path& data);
// As ManifestData has it.
Json data_manifest(const FolderFiles& files);

enum class DataPlace : std::uint8_t { same, differs, missing };
// What lies on this machine where `data` was on the one that wrote its bundle. The bytes are not looked at; where that
// machine did not have it itself (an empty manifest), whatever is there is what is meant.
DataPlace look_for(const ManifestData& data);

}  // namespace lathe::bundle

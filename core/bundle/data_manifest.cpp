// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/data_manifest.h"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <string>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/bundle/archive_reader.h"
#include "core/provenance/data_files.h"

namespace lathe::bundle {

namespace {

// As the record of a run lists them: what is trained on may lie behind links.
Result<FolderFiles> files_of_data_folder(const fs::path& data) {
    constexpr std::int64_t most = ArchiveReader::most_entries - 1;
    const auto found = provenance::list_data_files(data, most);
    if (!found) return fail(found.error());
    if (!found->unread.empty()) return fail(system_error("cannot be read", data / found->unread.front(), EACCES));
    if (found->left_out > 0) return fail(too_many_files(data));
    FolderFiles files;
    for (const auto& file : found->files) files.files.push_back({file.path, file.size});
    files.left_out = static_cast<int>(std::min<std::int64_t>(found->passed_over, INT_MAX));
    return files;
}

}  // namespace

Result<FolderFiles> files_of_data(const fs::path& data) {
    std::error_code code;
    if (fs::is_directory(data, code)) return files_of_data_folder(data);
    const std::uint64_t size = fs::file_size(data, code);
    if (code) return fail(system_error("the data cannot be read", data, code.value()));
    return FolderFiles{{{data.filename().string(), size}}, 0};
}

Json data_manifest(const FolderFiles& files) {
    Checksum listing;
    std::uint64_t bytes = 0;
    for (const FolderFile& file : files.files) {
        listing.add(std::to_string(file.size) + " " + file.name + "\n");
        bytes += file.size;
    }
    return Json{{"files", files.files.size()}, {"bytes", bytes}, {"listing", listing.hex()}};
}

DataPlace look_for(const ManifestData& data) {
    std::error_code code;
    const fs::path path = data.path;
    if (!path.is_absolute() || !fs::exists(path, code)) return DataPlace::missing;
    if (data.manifest.empty()) return DataPlace::same;
    const auto files = files_of_data(path);
    return files && data_manifest(*files) == data.manifest ? DataPlace::same : DataPlace::differs;
}

}  // namespace lathe::bundle

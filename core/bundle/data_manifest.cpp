// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/data_manifest.h"

#include <string>

#include "core/base/checksum.h"
#include "core/base/files.h"
#include "core/base/system_error.h"

namespace lathe::bundle {

Result<FolderFiles> files_of_data(const fs::path& data) {
    std::error_code code;
    if (fs::is_directory(data, code)) return files_of_folder(data);
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

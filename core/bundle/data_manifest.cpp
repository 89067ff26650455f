// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/data_manifest.h"

#include <string>

#include "core/base/checksum.h"
#include "core/base/files.h"

namespace lathe::bundle {

Result<FolderFiles> files_of_data(const fs::path& data) {
    std::error_code code;
    if (fs::is_directory(data, code)) return files_of_folder(data);
    FolderFiles files;
    files.files.push_back({data.filename().string(), fs::file_size(data, code)});
    return files;
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

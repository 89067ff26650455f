// SPDX-License-Identifier: GPL-3.0-or-later
#include "archives.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include <archive.h>
#include <archive_entry.h>

#include "core/bundle/file_checksum.h"

namespace lathe::bundle::archives {

namespace fs = std::filesystem;

void write_raw(const fs::path& file, const std::vector<RawEntry>& entries) {
    archive* tar = archive_write_new();
    archive_write_set_format_gnutar(tar);
    archive_write_add_filter_zstd(tar);
    archive_write_open_filename(tar, file.c_str());
    for (const RawEntry& one : entries) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, one.name.c_str());
        archive_entry_set_filetype(entry, one.type);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(one.bytes.size()));
        if (one.hard) archive_entry_set_hardlink(entry, one.link.c_str());
        else if (!one.link.empty()) archive_entry_set_symlink(entry, one.link.c_str());
        archive_write_header(tar, entry);
        archive_write_data(tar, one.bytes.data(), one.bytes.size());
        archive_entry_free(entry);
    }
    archive_write_close(tar);
    archive_write_free(tar);
}

void write_bundle(const fs::path& file, const std::vector<RawEntry>& entries,
                  const std::function<void(Manifest&)>& change) {
    Manifest manifest{"0.0.1", BundleKind::experiment, "test", {}, {}, {}};
    for (const RawEntry& one : entries)
        if (std::ranges::find(manifest.files, one.name, &ManifestFile::path) == manifest.files.end())
            manifest.files.push_back({one.name, one.bytes.size(), checksum_of(one.bytes), false});
    if (change) change(manifest);
    std::vector<RawEntry> all{{manifest_name, manifest_text(manifest)}};
    all.insert(all.end(), entries.begin(), entries.end());
    write_raw(file, all);
}

std::string bytes_of(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

void put_bytes(const fs::path& path, const std::string& bytes) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

std::vector<std::string> names_in(const fs::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        names.push_back(fs::relative(entry.path(), folder).string());
    std::ranges::sort(names);
    return names;
}

}  // namespace lathe::bundle::archives

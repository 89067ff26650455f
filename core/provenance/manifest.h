// SPDX-License-Identifier: GPL-3.0-or-later
// Which data a run has read: every file with its size and checksum, so that a later run can tell whether they are still
// the same.
#pragma once

#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/config/value.h"
#include "core/provenance/checksum_cache.h"

namespace lathe::provenance {

// Beyond so many files a manifest counts only.
inline constexpr std::int64_t default_most_files = 100'000;

// One file of the data.
struct ManifestFile {
    std::string path;        // below the folder, with '/'; of a name that is no UTF-8, its bytes as "\xff"
    std::uint64_t size = 0;  // bytes
    std::string checksum;    // 32 hexadecimal digits (XXH3, 128 bits)

    friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

// The data of a run, file by file.
struct Manifest {
    std::string folder;               // that the paths are below
    bool is_file = false;             // the data are one file of that folder
    std::vector<ManifestFile> files;  // by path
    std::int64_t files_left_out = 0;  // further files, beyond the limit
    std::vector<std::string> unread;  // files and folders that could not be read, sorted

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

// Lists the files of `path`, a file or a folder with all below it (list_data_files), with sizes and checksums. Reads
// everything that `cache` does not know: may take long. Any thread. Errors: `path` is not there, or `stop` was
// requested.
Result<Manifest> make_manifest(const fs::path& path, ChecksumCache& cache, std::int64_t most_files = default_most_files,
                               const std::stop_token& stop = {}, Pace pace = Pace::full);

// How the files of two manifests differ.
struct ManifestDifferences {
    std::vector<std::string> missing;  // paths, in order
    std::vector<std::string> changed;  // of another size or checksum
    std::vector<std::string> added;

    bool is_same() const { return missing.empty() && changed.empty() && added.empty(); }  // no file differs
};

// Compares the files that two manifests list, by path, size and checksum. Reads nothing from the disk; what a manifest
// left out is not compared.
ManifestDifferences compare(const Manifest& before, const Manifest& after);

// How the data at `path` (of a manifest of one file: that file, or the folder where it stands) differ from `manifest`.
// Files of another size are not read; one that cannot be read any more has changed. Of a manifest that left files out,
// added ones are not told; nor what could not be read then. As make_manifest.
Result<ManifestDifferences> verify(const Manifest& manifest, const fs::path& path, ChecksumCache& cache,
                                   const std::stop_token& stop = {});

// The manifest as a dict: {folder, is_file, algorithm, files: [{path, size, xxh3}], files_left_out, unread}.
config::Value to_value(const Manifest& manifest);
// The inverse of to_value(). The error: it is not what to_value() gives, or a path leads out of the folder.
Result<Manifest> manifest_from_value(const config::Value& value);

}  // namespace lathe::provenance

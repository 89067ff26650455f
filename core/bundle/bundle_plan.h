// SPDX-License-Identifier: GPL-3.0-or-later
// What a bundle is going to hold, to be looked at before it is written.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/bundle/manifest.h"

namespace lathe::bundle {

// A file that the bundle is going to hold.
struct PlannedFile {
    std::string path;              // in the bundle
    std::filesystem::path source;  // a file on this machine; empty: `text` is its bytes
    std::string text;
    std::uint64_t size = 0;  // bytes, as of now
    bool executable = false;
};

// An option of the experiment that names a file or folder, which has a place in the bundle.
struct BundledPath {
    std::string key;       // below `config`, e.g. "network.path"
    std::string original;  // where it lies here; absolute
    std::string inside;    // e.g. "files/libnet.so", relative to experiment.yaml
};

// Value type; not synchronised.
struct BundlePlan {
    BundleKind kind = BundleKind::experiment;
    std::string name;
    std::vector<PlannedFile> files;  // in any order, each path once
    std::vector<std::string> code;
    std::vector<ManifestData> data;
    std::vector<BundledPath> paths;
    std::vector<std::string> warnings;  // what the other machine will lack

    // Adds, or replaces what has this path.
    void set_text(const std::string& path, std::string text, bool executable = false);
    // A regular file, whose size and mode are looked up.
    Result<void> add_file(const std::string& path, const std::filesystem::path& source);
    // Marks the file at this path in the bundle as one that runs when it is loaded. A second time changes nothing.
    void add_code(const std::string& path);
    // The file at this path in the bundle; nullptr: there is none. Adding files makes the pointer invalid.
    const PlannedFile* find(std::string_view path) const;
    std::uint64_t total_size() const;  // bytes, before compression
};

}  // namespace lathe::bundle

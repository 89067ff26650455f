// SPDX-License-Identifier: GPL-3.0-or-later
// Archives as nobody should make them, made by libarchive itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "core/bundle/manifest.h"

namespace lathe::bundle::archives {

struct RawEntry {
    std::string name;
    std::string bytes = {};
    unsigned type = 0100000;  // as in st_mode: a regular file
    std::string link = {};    // symbolic; with `hard` a hard one
    bool hard = false;
};

void write_raw(const std::filesystem::path& file, const std::vector<RawEntry>& entries);
// With a bundle.json before them that lists the regular ones truly; `change` may spoil it.
void write_bundle(const std::filesystem::path& file, const std::vector<RawEntry>& entries,
                  const std::function<void(Manifest&)>& change = {});

std::string bytes_of(const std::filesystem::path& path);
void put_bytes(const std::filesystem::path& path, const std::string& bytes);
// What is in a folder, by name, links and folders included.
std::vector<std::string> names_in(const std::filesystem::path& folder);

}  // namespace lathe::bundle::archives

// SPDX-License-Identifier: GPL-3.0-or-later
// index.sqlite of a workspace: summaries of studies whose files have not changed since. A cache: whatever is wrong with
// it (missing, damaged, of another version, not writable, busy), the caller works without it.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lathe::store {

// What the index keeps of a study.
struct IndexEntry {
    std::string signature;  // of the study's files when the summary was made
    std::string summary;    // JSON
};
using IndexEntries = std::map<std::string, IndexEntry>;  // by folder name

// All entries; none when the index cannot be read.
IndexEntries read_index(const std::filesystem::path& workspace);

// Stores `changed` and forgets `gone`, in one transaction. Makes the index anew when it is damaged or of another
// version. Gives up silently when it cannot be written.
void update_index(const std::filesystem::path& workspace, const IndexEntries& changed,
                  const std::vector<std::string>& gone);

}  // namespace lathe::store

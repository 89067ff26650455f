// SPDX-License-Identifier: GPL-3.0-or-later
// Checksummed lines that a process on another machine appends to a file, as they come. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/json.h"

namespace lathe::run::slurm {

// Follows one file.
class TalkReader {
  public:
    explicit TalkReader(std::filesystem::path file) : file_(std::move(file)) {}  // which need not be there yet

    // What has come since the last call. The file is opened each time, which makes NFS look at the server; one that is
    // not there yet has nothing. A line without its end, or whose checksum does not hold, is read again later: NFS may
    // show a longer file before its bytes. One that stays so is passed over.
    std::vector<Json> poll();

  private:
    static constexpr int looks_at_damage = 10;

    std::filesystem::path file_;
    std::uint64_t offset_ = 0;  // of the first line that was not taken
    int damaged_looks_ = 0;     // at the line there
};

}  // namespace lathe::run::slurm

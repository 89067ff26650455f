// SPDX-License-Identifier: GPL-3.0-or-later
// A file that another process appends to, read piece by piece. One thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace lathe::run {

// The bytes of the file that were not taken yet, and where to read on.
class GrowingFile {
  public:
    explicit GrowingFile(std::filesystem::path path) : path_(std::move(path)) {}  // which need not be there yet

    // Reads on: appends what has come since the last call, at most 1 MiB, to waiting(). False: there was nothing. A
    // file that became shorter is read anew.
    bool read_more();
    // Bytes that have come and were not taken.
    const std::string& waiting() const { return waiting_; }
    // Forgets so many bytes at the beginning of waiting().
    void take(std::size_t bytes) { waiting_.erase(0, bytes); }

  private:
    std::filesystem::path path_;
    std::uint64_t offset_ = 0;
    std::string waiting_;
};

}  // namespace lathe::run

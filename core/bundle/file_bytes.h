// SPDX-License-Identifier: GPL-3.0-or-later
// Files too large for the memory, read and written piece by piece. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string_view>

#include "core/base/error.h"

namespace lathe::bundle {

// Takes bytes; an error ends what gives them.
using Sink = std::function<Result<void>(std::string_view)>;

// Reads a regular file from its beginning to its end and gives it to `sink` piece by piece; returns how many bytes that
// were.
Result<std::uint64_t> for_each_piece(const std::filesystem::path& path, const Sink& sink);

// A file that is new: never one that was there before, nor one that a link leads to.
class NewFile {
  public:
    // Makes a new file of mode 0755 or 0644, less what the umask takes.
    static Result<NewFile> create(const std::filesystem::path& path, bool executable);
    NewFile(NewFile&& other) noexcept;
    NewFile(const NewFile&) = delete;
    NewFile& operator=(NewFile&&) = delete;
    ~NewFile();

    // Writes all of these bytes behind those that are there. The error names the file.
    Result<void> append(std::string_view bytes);
    // Puts it on the disk.
    Result<void> close();

  private:
    NewFile(std::filesystem::path path, int fd) : path_(std::move(path)), fd_(fd) {}
    std::filesystem::path path_;
    int fd_ = -1;
};

}  // namespace lathe::bundle

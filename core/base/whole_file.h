// SPDX-License-Identifier: GPL-3.0-or-later
// A file that is written piece by piece and appears whole: for what does not fit into memory. Where a stream stands for
// the file (output_stream.h), it gets all of it at the end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe {

// Grows beside the place that it will take. As with write_file_atomically() readers see the old bytes or the new, the
// mode of an existing file is kept, and a symbolic link is followed. Not thread-safe.
class WholeFile {
  public:
    // Begins a file that will take the place of `path`, or be written to the stream that `path` is.
    static Result<WholeFile> begin(const std::filesystem::path& path);

    WholeFile(WholeFile&& other) noexcept;
    WholeFile& operator=(WholeFile&&) = delete;
    WholeFile(const WholeFile&) = delete;
    WholeFile& operator=(const WholeFile&) = delete;
    ~WholeFile();  // a file that is not finished leaves nothing behind

    // Adds bytes at the end; they may be held back in memory, up to a mebibyte.
    Result<void> append(std::string_view bytes);
    // Puts bytes in the place of as many at the beginning, all of which have been appended.
    Result<void> replace_beginning(std::string_view bytes);
    // Flushes it to the disk and gives it its name, or writes it to the stream. Nothing may be added afterwards.
    Result<void> finish();

  private:
    WholeFile() = default;
    Result<void> write_pending();
    Result<void> write_to_stream();

    std::filesystem::path path_;
    std::filesystem::path temporary_;  // empty: a file without a name, for a stream
    int fd_ = -1;
    std::string pending_;
};

}  // namespace lathe

// SPDX-License-Identifier: GPL-3.0-or-later
// The folder or database of an export while it is being made. One thread.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/base/error.h"

namespace lathe::store {

// A folder or database that is made beside `path` and takes its name when it is whole.
class HiddenOutput {
  public:
    // Makes an output under a hidden name. Fails when `path` is there and is not an empty folder.
    static Result<HiddenOutput> open(const std::filesystem::path& path, bool folder);
    HiddenOutput(HiddenOutput&& other) noexcept;
    HiddenOutput& operator=(HiddenOutput&&) = delete;
    ~HiddenOutput();

    // The hidden file or folder that is written to until finish().
    const std::filesystem::path& path() const { return hidden_; }
    // Gives the output its name. Without this call nothing is left behind.
    Result<void> finish();

  private:
    HiddenOutput() = default;
    std::filesystem::path path_;
    std::filesystem::path hidden_;
};

// A new file of an output that is not seen yet; folders on the way are made. Not flushed to the disk.
Result<void> put_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace lathe::store

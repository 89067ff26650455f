// SPDX-License-Identifier: GPL-3.0-or-later
// A folder that goes with this object, with all in it, unless it has become something else meanwhile. One thread at a
// time.
#pragma once

#include <filesystem>
#include <string>

#include "core/base/error.h"

namespace lathe {

class TemporaryFolder {
  public:
    // Makes a new folder in `parent`, for its owner alone; its name begins with `prefix`.
    static Result<TemporaryFolder> make_in(const std::filesystem::path& parent, const std::string& prefix);
    // The same in the folder for temporary files: TMPDIR, else /tmp.
    static Result<TemporaryFolder> make(const std::string& prefix);
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    // The folder; empty after keep().
    const std::filesystem::path& path() const { return path_; }
    // Leaves the folder on the disk, because it was given another name: this object forgets it.
    void keep() { path_.clear(); }

  private:
    explicit TemporaryFolder(std::filesystem::path path);
    std::filesystem::path path_;
};

}  // namespace lathe

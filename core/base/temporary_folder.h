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
    // A new one in `parent`, for its owner alone; its name begins with `prefix`.
    static Result<TemporaryFolder> make_in(const std::filesystem::path& parent, const std::string& prefix);
    // In the folder for such things: TMPDIR, else /tmp.
    static Result<TemporaryFolder> make(const std::string& prefix);
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    // The folder; empty after keep().
    const std::filesystem::path& path() const { return path_; }
    // It was given another name, and stays.
    void keep() { path_.clear(); }

  private:
    explicit TemporaryFolder(std::filesystem::path path);
    std::filesystem::path path_;
};

}  // namespace lathe

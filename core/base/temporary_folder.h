// A folder of this user's alone, for the life of an object.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

#include "core/base/error.h"

namespace lathe {

class TemporaryFolder {
  public:
    // In TMPDIR; `name` is what its name begins with.
    static Result<TemporaryFolder> make(const std::string& name);
    TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}
    TemporaryFolder& operator=(TemporaryFolder&&) = delete;
    ~TemporaryFolder();

    const std::filesystem::path& path() const { return path_; }

  private:
    explicit TemporaryFolder(std::filesystem::path path) : path_(std::move(path)) {}

    std::filesystem::path path_;
};

}  // namespace lathe

// XXH3 with 128 bits, as xxhsum -H2 prints it: finds what was torn or mixed up. It is no seal against who forges on
// purpose.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace lathe::bundle {

// Of bytes that come piece by piece. One thread at a time.
class Checksum {
  public:
    Checksum();
    ~Checksum();
    Checksum(Checksum&&) noexcept;
    Checksum& operator=(Checksum&&) noexcept;

    void add(std::string_view bytes);
    std::string hex() const;  // 32 digits in lower case

  private:
    struct State;
    std::unique_ptr<State> state_;
};

std::string checksum_of(std::string_view bytes);

struct FileChecksum {
    std::uint64_t size = 0;  // bytes
    std::string hex;
};
// Of a regular file, which is read piece by piece. Any thread.
Result<FileChecksum> checksum_of_file(const std::filesystem::path& path);

// Whether the text is a checksum as hex() gives it.
bool is_checksum(std::string_view text);

}  // namespace lathe::bundle

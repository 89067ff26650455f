// SPDX-License-Identifier: GPL-3.0-or-later
// XXH3 with 128 bits, as xxhsum -H2 prints it: finds what was torn or mixed up. It is no seal against who forges on
// purpose.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace lathe {

// The checksum of bytes that come piece by piece. One thread at a time.
class Checksum {
  public:
    Checksum();
    ~Checksum();
    Checksum(Checksum&&) noexcept;
    Checksum& operator=(Checksum&&) noexcept;

    // Takes the next bytes.
    void add(std::string_view bytes);
    // The checksum of all bytes so far: 32 hexadecimal digits in lower case.
    std::string hex() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

// The checksum of bytes that are all here: the 32 digits that hex() gives.
std::string checksum_of(std::string_view bytes);

// Whether the text is a checksum as hex() gives it.
bool is_checksum(std::string_view text);

}  // namespace lathe

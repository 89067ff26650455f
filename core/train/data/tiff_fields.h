// SPDX-License-Identifier: GPL-3.0-or-later
// The fields of the first directory of a TIFF file; EXIF data has the same form (TIFF 6.0, section 2). No torch; any
// thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace lathe::train {

class TiffFields {
  public:
    static constexpr std::uint16_t bits_per_sample = 258;
    static constexpr std::uint16_t photometric = 262;
    static constexpr std::uint16_t orientation = 274;
    static constexpr std::uint16_t sample_format = 339;

    // Of whole bytes, which may be damaged: what cannot be read is not there. EXIF data may begin with "Exif\0\0".
    explicit TiffFields(std::string_view bytes);

    // The first value of a field of bytes, shorts or longs.
    std::optional<std::uint32_t> number(std::uint16_t field) const;
    // Whether another directory follows, which is another page.
    bool has_next() const { return next_ != 0; }

  private:
    // 0 where there are no such bytes.
    std::uint32_t read(std::size_t at, std::size_t size) const;

    std::string_view bytes_;
    bool big_endian_ = false;
    std::map<std::uint16_t, std::uint32_t> numbers_;
    std::uint32_t next_ = 0;
};

}  // namespace lathe::train

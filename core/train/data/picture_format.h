// SPDX-License-Identifier: GPL-3.0-or-later
// Which kind of picture a file holds. No torch; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string_view>

namespace lathe::train {

// The formats that are read; none: no picture, or of another format.
enum class PictureFormat : std::uint8_t { none, png, jpeg, gif, webp, bmp, tiff, pnm };

// The format of a picture by its first bytes (16 are enough), not by its name.
PictureFormat picture_format(std::string_view bytes);
// The name of a format, as GraphicsMagick has it, too: "PNG". Empty for none.
const char* format_name(PictureFormat format);

// Whether a name ends as those of the formats above do, in capitals or not.
bool has_readable_extension(const std::filesystem::path& path);
// Whether it ends as that of any picture does, be it of a format that is not read.
bool has_picture_extension(const std::filesystem::path& path);

}  // namespace lathe::train

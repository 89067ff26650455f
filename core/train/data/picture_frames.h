// SPDX-License-Identifier: GPL-3.0-or-later
// Files that hold several pictures: animations, pages. The first one is used. No torch; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/train/data/picture_format.h"

namespace lathe::train {

// Whether a picture follows the first (GIF, TIFF, WebP, animated PNG).
bool has_further_pictures(PictureFormat format, std::string_view bytes);

// The first picture of an animated WebP file as a file of its own, and where it lies on the animation's area.
struct WebpFrame {
    std::string bytes;
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t width = 0;  // of the area
    std::int64_t height = 0;
};
// Where the first picture of an animated WebP file lies; nullopt: it is not animated, or damaged.
std::optional<WebpFrame> first_webp_frame(std::string_view bytes);

}  // namespace lathe::train

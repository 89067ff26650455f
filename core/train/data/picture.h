// SPDX-License-Identifier: GPL-3.0-or-later
// A picture as its file holds it, in 8 bits. No torch; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace lathe::train {

// What is made of what a network cannot take.
struct PicturePolicy {
    // What becomes of transparency.
    enum class Alpha : std::uint8_t { drop, white, black };

    std::int64_t channels = 3;  // 1: grey, 3: colour
    Alpha alpha = Alpha::drop;  // colours are kept as they stand in the file, or laid on white or black
    bool orientation = true;    // turned as EXIF says
};

// What a policy had to do with a picture, for the report.
struct PictureTraits {
    bool alpha = false;    // some of it is not opaque
    bool turned = false;   // EXIF says that it lies otherwise
    bool further = false;  // more pictures follow in its file
    bool deep = false;     // more than 8 bits a value
    bool cmyk = false;
    std::string warning;  // of the library, which could read it all the same
};

struct Picture {
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::int64_t channels = 0;
    std::vector<std::uint8_t> pixels;  // [height, width, channels]
    PictureTraits traits;
};

// Turns and mirrors a picture to stand upright. `orientation`: as EXIF counts, 1 to 8; another one changes nothing.
Picture upright(Picture picture, std::uint32_t orientation);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/picture.h"

#include <algorithm>
#include <utility>

namespace lathe::train {

Picture upright(Picture picture, std::uint32_t orientation) {
    if (orientation < 2 || orientation > 8) return picture;
    // Where EXIF says that the first row and the first column of the file belong.
    const bool swapped = orientation >= 5;
    const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    Picture turned;
    turned.height = swapped ? picture.width : picture.height;
    turned.width = swapped ? picture.height : picture.width;
    turned.channels = picture.channels;
    turned.traits = std::move(picture.traits);
    turned.pixels.resize(picture.pixels.size());
    std::uint8_t* to = turned.pixels.data();
    for (std::int64_t y = 0; y < turned.height; ++y) {
        for (std::int64_t x = 0; x < turned.width; ++x) {
            const std::int64_t column = swapped ? y : x;
            const std::int64_t row = swapped ? x : y;
            const std::int64_t at = (from_below ? picture.height - 1 - row : row) * picture.width +
                                    (from_right ? picture.width - 1 - column : column);
            to = std::copy_n(picture.pixels.data() + at * picture.channels, picture.channels, to);
        }
    }
    return turned;
}

}  // namespace lathe::train

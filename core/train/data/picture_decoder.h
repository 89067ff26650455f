// SPDX-License-Identifier: GPL-3.0-or-later
// From the bytes of a picture file to its pixels. No torch; any thread.
#pragma once

#include <string>

#include "core/base/error.h"
#include "core/train/data/picture.h"

namespace lathe::train {

// Decodes a picture. PNG, JPEG, WebP, TIFF, BMP, GIF and PNM are known by their bytes.
// The numbers are those of the file: gAMA, sRGB and colour profiles change nothing. What has more than 8 bits is
// rounded (v * 255 / 65535), what has fewer is spread (v * 255 / 3). Grey is .299 R + .587 G + .114 B (ITU-R 601), in
// whole numbers as Pillow has it; colour from CMYK is (255 - C)(255 - K) / 255, as Pillow has it, after JPEG's inverted
// inks were turned round. Of several pictures it is the first, laid on the area of its animation.
// Errors, without the name of the file: no such picture, damaged or cut short, floating-point or 32-bit values, colours
// as Lab, larger than 16384 x 16384.
Result<Picture> decode_picture(const std::string& bytes, const PicturePolicy& policy);

// The bytes of a PNG file. `pixels`: [height, width, 3].
Result<std::string> encode_png(const std::vector<std::uint8_t>& pixels, int width, int height);

}  // namespace lathe::train

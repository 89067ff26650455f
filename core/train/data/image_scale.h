// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures made as large as a network wants them. No torch; any thread.
#pragma once

#include <cstdint>

#include "core/train/data/augment.h"
#include "core/train/data/picture.h"

namespace lathe::train {

// Scales along both axes (bilinear when enlarging, free of aliases when shrinking; a picture that has the size already
// keeps its numbers) into `pixels`, [channels, height, width]. `from` has the channels of `to`.
void scale(const Picture& from, const ImageShape& to, std::uint8_t* pixels);

}  // namespace lathe::train

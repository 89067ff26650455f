// SPDX-License-Identifier: GPL-3.0-or-later
// Picture files. No torch; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "core/base/error.h"
#include "core/train/data/augment.h"
#include "core/train/data/picture.h"

namespace lathe::train {

// What decode_picture makes of a file. Errors name it.
Result<Picture> read_picture(const std::filesystem::path& path, const PicturePolicy& policy);

// The picture scaled to `shape`, [channels, height, width]; `policy` has the channels of the shape.
Result<std::vector<std::uint8_t>> read_image_file(const std::filesystem::path& path, const ImageShape& shape,
                                                  const PicturePolicy& policy);

}  // namespace lathe::train

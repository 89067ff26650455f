// PNG and JPEG files. No torch; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/error.h"
#include "core/train/data/augment.h"

namespace lathe::train {

bool is_image_file(const std::filesystem::path& path);  // by its extension

// The picture scaled to `shape` (1 channel: grey, 3: colour), [channels, height, width]. Errors name the file.
Result<std::vector<std::uint8_t>> read_image_file(const std::filesystem::path& path, const ImageShape& shape);

// The bytes of a PNG file. `pixels`: [height, width, 3].
Result<std::string> encode_png(const std::vector<std::uint8_t>& pixels, int width, int height);

}  // namespace lathe::train

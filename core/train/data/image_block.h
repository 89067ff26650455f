// SPDX-License-Identifier: GPL-3.0-or-later
// Images as one block of bytes with a head: how the workers of a session share what one of them has read. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/base/json.h"
#include "core/base/shared_blocks.h"
#include "core/train/data/image_set.h"

namespace lathe::train {

// What was read of image files.
struct ReadImages {
    ImageShape shape;
    std::vector<std::int64_t> labels;
    std::vector<std::uint8_t> pixels;  // [count, channels, height, width]; empty: they are decoded at each access
    PixelStatistics statistics;        // empty: those of the pixels
    Json also = Json::object();        // whatever the reader wants to know again
};

struct ImageBlock {
    std::shared_ptr<Images> images;
    PixelStatistics statistics;
    Json also;
};

// What `read` gives for these files, read by one process of the session while the files and `kind` are the same. Throws
// what `read` throws; PreparationStopped while it waits for another process.
ImageBlock shared_images(const std::vector<std::filesystem::path>& files, const std::string& kind,
                         const std::function<ReadImages()>& read, const Preparation& preparation = {});

}  // namespace lathe::train

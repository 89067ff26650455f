// SPDX-License-Identifier: GPL-3.0-or-later
// Image files read once per session. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/train/data/image_block.h"
#include "core/train/data/image_set.h"

namespace lathe::train {

// Images with the statistics of their pixels.
struct CachedImages {
    std::shared_ptr<const ImageSource> images;
    PixelStatistics statistics;
};

// The images that `read` makes of `files`, from memory while the files are the ones read before (path, size, time of
// last change) and `kind` is the same. Throws what `read` throws; PreparationStopped while another thread or process
// reads them.
CachedImages cached_images(const std::vector<std::filesystem::path>& files, const std::string& kind,
                           const std::function<ReadImages()>& read, const Preparation& preparation);

// How two IDX files are read.
struct IdxLayout {
    std::int64_t classes = 10;
    std::int64_t first_label = 0;  // the number of the first class in the file
    bool transpose = false;        // pictures are kept column by column
};
// The images and labels of two IDX files. Throws TrainError: damaged files, counts that differ, labels that are none of
// the classes.
CachedImages idx_images(const std::filesystem::path& images, const std::filesystem::path& labels,
                        const IdxLayout& layout, const Preparation& preparation);

}  // namespace lathe::train

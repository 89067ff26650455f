// Image files read once per process. Any thread.
#pragma once

#include <filesystem>
#include <memory>

#include "core/train/data/image_set.h"

namespace lathe::train {

struct CachedImages {
    std::shared_ptr<const Images> images;
    PixelStatistics statistics;
};

// The images and labels of two IDX files, from memory while the files are the ones read before (path, size, time of
// last change). Throws TrainError; labels must be below `classes`.
CachedImages idx_images(const std::filesystem::path& images, const std::filesystem::path& labels, std::int64_t classes);

}  // namespace lathe::train

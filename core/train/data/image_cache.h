// Image files read once per process. Any thread.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/train/data/image_set.h"

namespace lathe::train {

struct CachedImages {
    std::shared_ptr<const ImageSource> images;
    PixelStatistics statistics;
};

// The images that `read` makes of `files`, from memory while the files are the ones read before (path, size, time of
// last change) and `kind` is the same. Throws what `read` throws.
CachedImages cached_images(const std::vector<std::filesystem::path>& files, const std::string& kind,
                           const std::function<std::shared_ptr<const ImageSource>()>& read);

// Of two IDX files. Throws TrainError; labels must be below `classes`.
CachedImages idx_images(const std::filesystem::path& images, const std::filesystem::path& labels, std::int64_t classes);

}  // namespace lathe::train

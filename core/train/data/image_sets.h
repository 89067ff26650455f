// Training, validation and test sets out of images.
#pragma once

#include <cstdint>

#include "core/train/data/data_options.h"
#include "core/train/data/image_cache.h"

namespace lathe::train {

// `statistics`, or what the options say instead.
PixelStatistics pixel_statistics(const PixelOptions& options, const PixelStatistics& measured);

// Holds options.val_split of the training images out. Throws TrainError: shapes that differ, a split that leaves
// nothing.
DataSets make_image_sets(const CachedImages& train, const CachedImages& test, std::int64_t classes,
                         const ImageOptions& options, std::uint64_t seed);

}  // namespace lathe::train

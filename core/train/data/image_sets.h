// SPDX-License-Identifier: GPL-3.0-or-later
// Training, validation and test sets out of images.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/data/data_options.h"
#include "core/train/data/data_report.h"
#include "core/train/data/image_cache.h"

namespace lathe::train {

// `statistics`, or what the options say instead.
PixelStatistics pixel_statistics(const PixelOptions& options, const PixelStatistics& measured);

// Adds to the report how many of each class a part has: the images at `indices`, all of them when it is empty. Classes
// that a training part lacks are noted.
void add_part(DataReport& report, const std::string& name, const ImageSource& images,
              const std::vector<std::int64_t>& indices, std::int64_t classes);

// Holds options.val_split of the training images out. Throws TrainError: shapes that differ, a split that leaves
// nothing. `class_names` may be empty.
DataSets make_image_sets(const CachedImages& train, const CachedImages& test, std::int64_t classes,
                         const ImageOptions& options, std::uint64_t seed, std::vector<std::string> class_names = {});

}  // namespace lathe::train

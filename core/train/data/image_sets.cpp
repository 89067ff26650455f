#include "core/train/data/image_sets.h"

#include "core/train/error.h"

namespace lathe::train {

PixelStatistics pixel_statistics(const PixelOptions& options, const PixelStatistics& measured) {
    PixelStatistics statistics = measured;
    if (options.mean) statistics.mean.assign(statistics.mean.size(), *options.mean);
    if (options.stddev) statistics.stddev.assign(statistics.stddev.size(), *options.stddev);
    return statistics;
}

DataSets make_image_sets(const CachedImages& train, const CachedImages& test, std::int64_t classes,
                         const ImageOptions& options, std::uint64_t seed) {
    const ImageShape& shape = train.images->shape;
    const ImageShape& other = test.images->shape;
    if (shape.height != other.height || shape.width != other.width) {
        throw TrainError("the training images are " + std::to_string(shape.height) + "x" + std::to_string(shape.width) +
                             " and the test images " + std::to_string(other.height) + "x" + std::to_string(other.width),
                         "give files that belong together");
    }
    const std::int64_t count = train.images->count();
    if (options.val_split >= count) {
        throw TrainError("a validation split of " + std::to_string(options.val_split) + " leaves nothing of the " +
                             std::to_string(count) + " images to train on",
                         "give a smaller number", "data.val_split");
    }
    const PixelStatistics statistics = pixel_statistics(options, train.statistics);
    Split parts = split(count, options.val_split, seed);
    DataSets sets;
    sets.input = {shape.channels, shape.height, shape.width, classes};
    sets.train = std::make_shared<ImageSet>(train.images, std::move(parts.train), statistics, options.augment, classes);
    if (!parts.val.empty()) sets.val = std::make_shared<ImageSet>(train.images, std::move(parts.val), statistics);
    sets.test = std::make_shared<ImageSet>(test.images, std::vector<std::int64_t>{}, statistics);
    return sets;
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_sets.h"

#include "core/base/plural.h"
#include "core/train/data/file_notes.h"
#include "core/train/data/fitted_images.h"
#include "core/train/error.h"

namespace lathe::train {

PixelStatistics pixel_statistics(const PixelOptions& options, const PixelStatistics& measured) {
    PixelStatistics statistics = measured;
    if (options.mean) statistics.mean.assign(statistics.mean.size(), *options.mean);
    if (options.stddev) statistics.stddev.assign(statistics.stddev.size(), *options.stddev);
    return statistics;
}

void add_part(DataReport& report, const std::string& name, const ImageSource& images,
              const std::vector<std::int64_t>& indices, std::int64_t classes) {
    DataPart part{name, 0, std::vector<std::int64_t>(static_cast<std::size_t>(classes))};
    const auto count = [&](std::int64_t index) {
        ++part.samples;
        ++part.of_class[static_cast<std::size_t>(images.labels[static_cast<std::size_t>(index)])];
    };
    if (indices.empty()) {
        for (std::int64_t i = 0; i < images.count(); ++i) count(i);
    }
    for (const std::int64_t index : indices) count(index);
    std::vector<std::string> missing;
    for (std::size_t i = 0; i < part.of_class.size(); ++i) {
        if (part.of_class[i] == 0)
            missing.push_back(i < report.class_names.size() ? report.class_names[i] : std::to_string(i));
    }
    if (name == "train" && !missing.empty())
        report.notes.push_back("no training image of " + std::to_string(missing.size()) +
                               (missing.size() == 1 ? " class: " : " classes: ") + some_of(missing));
    report.parts.push_back(std::move(part));
}

DataSets make_image_sets(const CachedImages& train, const CachedImages& test, std::int64_t classes,
                         const ImageOptions& options, std::uint64_t seed, std::vector<std::string> class_names) {
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
                             counted(count, "image") + " to train on",
                         "give a smaller number", "data.val_split");
    }
    const PixelStatistics statistics = pixel_statistics(options, train.statistics);
    Split parts = options.stratify ? split_each_class(train.images->labels, options.val_split, seed)
                                   : split(count, options.val_split, seed);
    DataSets sets;
    sets.input = {shape.channels, shape.height, shape.width, classes};
    sets.fitted = FittedImages{shape, statistics, classes, class_names}.to_value();
    sets.report.class_names = std::move(class_names);
    add_part(sets.report, "train", *train.images, parts.train, classes);
    if (!parts.val.empty()) add_part(sets.report, "val", *train.images, parts.val, classes);
    add_part(sets.report, "test", *test.images, {}, classes);
    sets.train = std::make_shared<ImageSet>(train.images, std::move(parts.train), statistics, options.augment, classes);
    if (!parts.val.empty()) sets.val = std::make_shared<ImageSet>(train.images, std::move(parts.val), statistics);
    sets.test = std::make_shared<ImageSet>(test.images, std::vector<std::int64_t>{}, statistics);
    return sets;
}

}  // namespace lathe::train

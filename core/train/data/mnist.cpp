#include "core/train/data/mnist.h"

#include "core/train/data/image_cache.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// The file as MNIST names it, gzipped or not. Throws when neither is there.
fs::path find_file(const fs::path& root, const std::string& name) {
    std::error_code ignored;
    for (const fs::path& path : {root / (name + ".gz"), root / name}) {
        if (fs::exists(path, ignored)) return path;
    }
    Error error;
    error.file = (root / (name + ".gz")).string();
    error.key = "data.root";
    error.what = fs::is_directory(root, ignored) ? "the data file is missing" : "the folder of the data is missing";
    error.hint =
        "set data.root to the folder that holds it; Debian's package dataset-fashion-mnist puts Fashion-MNIST in "
        "/usr/share/datasets/fashion-mnist";
    throw TrainError(std::move(error));
}

DataSets make_sets(const CachedImages& train, const CachedImages& test, std::int64_t classes,
                   const ImageOptions& options, std::uint64_t seed) {
    const Images& images = *train.images;
    if (images.height != test.images->height || images.width != test.images->width) {
        throw TrainError("the training images are " + std::to_string(images.height) + "x" +
                             std::to_string(images.width) + " and the test images " +
                             std::to_string(test.images->height) + "x" + std::to_string(test.images->width),
                         "give files that belong together");
    }
    if (options.val_split >= images.count()) {
        throw TrainError("a validation split of " + std::to_string(options.val_split) + " leaves nothing of the " +
                             std::to_string(images.count()) + " images to train on",
                         "give a smaller number", "data.val_split");
    }
    const PixelStatistics statistics{options.mean.value_or(train.statistics.mean),
                                     options.stddev.value_or(train.statistics.stddev)};
    Split parts = split(images.count(), options.val_split, seed);
    DataSets sets;
    sets.input = {images.channels, images.height, images.width, classes};
    sets.train = std::make_shared<ImageSet>(train.images, std::move(parts.train), statistics);
    if (!parts.val.empty()) sets.val = std::make_shared<ImageSet>(train.images, std::move(parts.val), statistics);
    sets.test = std::make_shared<ImageSet>(test.images, std::vector<std::int64_t>{}, statistics);
    return sets;
}

}  // namespace

DataSets load_mnist(const fs::path& root, const ImageOptions& options, std::uint64_t seed) {
    constexpr std::int64_t classes = 10;
    const fs::path images = find_file(root, "train-images-idx3-ubyte");
    const fs::path labels = find_file(root, "train-labels-idx1-ubyte");
    const fs::path test_images = find_file(root, "t10k-images-idx3-ubyte");
    const fs::path test_labels = find_file(root, "t10k-labels-idx1-ubyte");
    const CachedImages train = idx_images(images, labels, classes);
    const CachedImages test = idx_images(test_images, test_labels, classes);
    return make_sets(train, test, classes, options, seed);
}

DataSets load_idx(const IdxOptions& options, std::uint64_t seed) {
    const CachedImages train = idx_images(options.train_images, options.train_labels, options.classes);
    const CachedImages test = idx_images(options.test_images, options.test_labels, options.classes);
    return make_sets(train, test, options.classes, options, seed);
}

}  // namespace lathe::train

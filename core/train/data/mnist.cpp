#include "core/train/data/mnist.h"

#include "core/train/data/image_sets.h"
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

}  // namespace

DataSets load_mnist(const fs::path& root, const ImageOptions& options, std::uint64_t seed) {
    constexpr std::int64_t classes = 10;
    const fs::path images = find_file(root, "train-images-idx3-ubyte");
    const fs::path labels = find_file(root, "train-labels-idx1-ubyte");
    const fs::path test_images = find_file(root, "t10k-images-idx3-ubyte");
    const fs::path test_labels = find_file(root, "t10k-labels-idx1-ubyte");
    const CachedImages train = idx_images(images, labels, classes);
    const CachedImages test = idx_images(test_images, test_labels, classes);
    return make_image_sets(train, test, classes, options, seed);
}

DataSets load_idx(const IdxOptions& options, std::uint64_t seed) {
    const CachedImages train = idx_images(options.train_images, options.train_labels, options.classes);
    const CachedImages test = idx_images(options.test_images, options.test_labels, options.classes);
    return make_image_sets(train, test, options.classes, options, seed);
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/mnist.h"

#include "core/train/data/image_sets.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

// Where the files are below data.root: there, or where torchvision puts them.
fs::path find_folder(const fs::path& root) {
    std::error_code ignored;
    for (const char* below : {".", "raw", "MNIST/raw", "FashionMNIST/raw"}) {
        for (const char* end : {".gz", ""}) {
            const fs::path folder = (root / below).lexically_normal();
            if (fs::exists(folder / (std::string("train-images-idx3-ubyte") + end), ignored)) return folder;
        }
    }
    return root;
}

// The file as MNIST names it, gzipped or not. Throws when neither is there.
fs::path find_file(const fs::path& folder, const std::string& name) {
    std::error_code ignored;
    for (const fs::path& path : {folder / (name + ".gz"), folder / name}) {
        if (fs::exists(path, ignored)) return path;
    }
    Error error;
    error.file = (folder / (name + ".gz")).string();
    error.key = "data.root";
    error.what = fs::is_directory(folder, ignored) ? "the data file is missing" : "the folder of the data is missing";
    error.hint =
        "set data.root to the folder that holds it; Debian's package dataset-fashion-mnist puts Fashion-MNIST in "
        "/usr/share/datasets/fashion-mnist";
    throw TrainError(std::move(error));
}

// Class numbers as the file has them, where they are not those from 0 on.
std::vector<std::string> label_names(const IdxLayout& layout) {
    std::vector<std::string> names;
    for (std::int64_t i = 0; layout.first_label != 0 && i < layout.classes; ++i)
        names.push_back(std::to_string(layout.first_label + i));
    return names;
}

}  // namespace

DataSets load_mnist(const fs::path& root, const ImageOptions& options, std::uint64_t seed,
                    const Preparation& preparation) {
    const IdxLayout layout;
    const fs::path folder = find_folder(root);
    const fs::path images = find_file(folder, "train-images-idx3-ubyte");
    const fs::path labels = find_file(folder, "train-labels-idx1-ubyte");
    const fs::path test_images = find_file(folder, "t10k-images-idx3-ubyte");
    const fs::path test_labels = find_file(folder, "t10k-labels-idx1-ubyte");
    const CachedImages train = idx_images(images, labels, layout, preparation);
    const CachedImages test = idx_images(test_images, test_labels, layout, preparation);
    return make_image_sets(train, test, layout.classes, options, seed);
}

DataSets load_idx(const IdxOptions& options, std::uint64_t seed, const Preparation& preparation) {
    const IdxLayout layout{options.classes, options.first_label, options.transpose};
    const CachedImages train = idx_images(options.train_images, options.train_labels, layout, preparation);
    const CachedImages test = idx_images(options.test_images, options.test_labels, layout, preparation);
    return make_image_sets(train, test, options.classes, options, seed, label_names(layout));
}

}  // namespace lathe::train

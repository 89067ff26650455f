// Options of the built-in data sets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/train/options.h"

namespace lathe::train {

// What every set of images takes.
struct ImageOptions {
    std::int64_t val_split = 5000;
    std::optional<double> mean;  // of the pixels, 0 .. 1; null: measured on the training images
    std::optional<double> stddev;

    void fields(Fields& f);
};

// Four IDX files with the names that MNIST gave them.
struct MnistOptions : ImageOptions {
    std::string root;

    void fields(Fields& f);
};

struct FashionMnistOptions : ImageOptions {
    std::string root = "/usr/share/datasets/fashion-mnist";

    void fields(Fields& f);
};

// IDX files with names of their own.
struct IdxOptions : ImageOptions {
    std::string train_images;
    std::string train_labels;
    std::string test_images;
    std::string test_labels;
    std::int64_t classes = 10;

    void fields(Fields& f);
};

// Noisy copies of one random picture for each class: for quick tries and tests.
struct SyntheticOptions {
    std::int64_t samples = 2048;
    std::int64_t val_samples = 256;
    std::int64_t test_samples = 256;
    std::int64_t classes = 4;
    std::int64_t channels = 1;
    std::int64_t size = 28;
    double noise = 0.5;
    std::int64_t data_seed = 0;

    void fields(Fields& f);
};

}  // namespace lathe::train

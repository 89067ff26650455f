// SPDX-License-Identifier: GPL-3.0-or-later
// Options of the built-in data sets.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/train/options.h"

namespace lathe::train {

// Random changes of training images. Which ones a sample gets depends on the seed, the epoch and its place alone.
struct AugmentOptions {
    std::int64_t pad_crop = 0;
    bool flip = false;
    std::int64_t shift = 0;
    double rotate = 0;
    std::int64_t cutout = 0;
    double mixup = 0;

    // Whether single images are changed; mixup, which blends whole batches, is not asked.
    bool changes_samples() const { return pad_crop > 0 || flip || shift > 0 || rotate > 0 || cutout > 0; }
    void fields(Fields& f);
};

// What every set of images takes.
struct PixelOptions {
    std::optional<double> mean;  // of the pixels, 0 .. 1; null: measured on the training images, channel by channel
    std::optional<double> stddev;
    bool stratify = false;
    AugmentOptions augment;

    void fields(Fields& f);
};

// What sets of images take that are files with a test part of their own.
struct ImageOptions : PixelOptions {
    std::int64_t val_split = 5000;

    void fields(Fields& f);
};

// Four IDX files with the names that MNIST gave them.
struct MnistOptions : ImageOptions {
    std::string root;

    void fields(Fields& f);
};

// The same files with the pictures of Fashion-MNIST (Xiao et al. 2017).
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
    std::int64_t first_label = 0;
    bool transpose = false;

    void fields(Fields& f);
};

// The binary version of CIFAR-10 or CIFAR-100 (Krizhevsky 2009).
struct CifarOptions : ImageOptions {
    std::string root;

    void fields(Fields& f);
};

// CIFAR-100 has two kinds of labels.
struct Cifar100Options : CifarOptions {
    std::string labels = "fine";

    void fields(Fields& f);
};

// Picture files in a folder for each class.
struct ImageFolderOptions : PixelOptions {
    std::string root;
    std::int64_t height = 32;
    std::int64_t width = 32;
    std::int64_t channels = 3;
    double val_part = 0.1;
    std::int64_t max_memory = 1024;
    std::string alpha = "drop";
    bool exif_orientation = true;
    std::string bad_files = "refuse";

    void fields(Fields& f);
};

// What is held out of one file.
struct PartOptions {
    double val_part = 0.1;
    double test_part = 0.1;

    void fields(Fields& f);
};

// A text file, cut into samples of `length` characters.
struct TextOptions : PartOptions {
    std::string file;
    std::int64_t length = 64;
    std::optional<std::int64_t> stride;

    void fields(Fields& f);
};

// A random linear function of random columns.
struct SyntheticTableOptions {
    std::int64_t samples = 1024;
    std::int64_t val_samples = 256;
    std::int64_t test_samples = 256;
    std::int64_t columns = 8;
    double noise = 0.1;
    std::string task = "regression";
    std::int64_t data_seed = 0;

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

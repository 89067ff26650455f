// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial trains on.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/train/data/data_report.h"
#include "core/train/tensor.h"

namespace lathe::train {

// One batch.
//   images: x float [size, channels, height, width], y int64 [size], or class probabilities [size, classes] after mixup
//   tables: x float [size, columns], y int64 [size], or float [size] for a regression, in the units that are learned
//   text:   x int64 [size, length], y int64 [size, length], each the character after that in x
struct Batch {
    torch::Tensor x;
    torch::Tensor y;
    std::int64_t size = 0;   // 0: of several ranks this one has none, and x and y are undefined
    std::int64_t total = 0;  // samples of this batch on all ranks; set by the loader
};

// Samples by index. const access from any thread.
class Dataset {
  public:
    virtual ~Dataset() = default;
    // Number of samples; does not change.
    virtual std::int64_t size() const = 0;
    // The samples at `indices` (each 0 .. size()-1), on the CPU, in that order; x and y have a row for each. `seed`: of
    // the random numbers that this batch may need (augmentation).
    virtual Batch get(std::span<const std::int64_t> indices, std::uint64_t seed) const = 0;
    // Whether a batch costs so much (decoding, augmentation) that preparing it ahead on a worker thread pays.
    virtual bool is_costly() const { return false; }
    // The same samples without random changes, as a validation sees them; nullptr: get() makes none.
    virtual std::shared_ptr<const Dataset> unchanged() const { return nullptr; }
    // The class of each sample, from 0 on; empty: samples have none.
    virtual std::vector<std::int64_t> classes() const { return {}; }
};

// What is to be learned: a class, a number, or the next character of a text.
enum class Task : std::uint8_t { classification, regression, language_model };
// What one sample is.
enum class SampleKind : std::uint8_t { image, table, text };

// A column of a table that holds the numbers of categories, 0 .. count-1, for an embedding.
struct CategoryInput {
    std::int64_t column = 0;
    std::int64_t count = 0;
};

// Shape of one sample, and of the answer.
struct InputSpec {
    std::int64_t channels = 1;  // of a table: its columns
    std::int64_t height = 1;    // of a text: characters in a sample
    std::int64_t width = 1;
    std::int64_t classes = 2;  // numbers in an answer: classes, 1 of a regression, size of a text's alphabet
    SampleKind kind = SampleKind::image;
    Task task = Task::classification;
    // Of a regression: a person's number is target_mean + target_scale * what is learned.
    double target_mean = 0;
    double target_scale = 1;
    // Samples of each class in the training part; empty: not known.
    std::vector<std::int64_t> class_counts;
    std::vector<CategoryInput> categories;

    // The shape of a sample for a person: "1x28x28", "13", "128 characters".
    std::string describe() const;
    // A batch of `count` samples that are all zeros.
    torch::Tensor zeros(std::int64_t count) const;
};

// The parts of the data, and what is known of them. `train` is always there.
struct DataSets {
    std::shared_ptr<const Dataset> train;
    std::shared_ptr<const Dataset> val;   // may be empty
    std::shared_ptr<const Dataset> test;  // may be empty
    InputSpec input;
    DataReport report;
    // What was learned of the training part to make these sets (means, categories): kept in checkpoints. Null: nothing.
    config::Value fitted;
};

}  // namespace lathe::train

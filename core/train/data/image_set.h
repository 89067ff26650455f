// Images in memory as bytes, normalised as they are gathered into a batch.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/train/data/dataset.h"

namespace lathe::train {

// The bytes as read; shared by all trials of a process and never changed.
struct Images {
    std::int64_t channels = 1;
    std::int64_t height = 0;
    std::int64_t width = 0;
    std::vector<std::uint8_t> pixels;  // [count, channels, height, width]
    std::vector<std::int64_t> labels;  // [count]

    std::int64_t count() const { return static_cast<std::int64_t>(labels.size()); }
    std::int64_t image_size() const { return channels * height * width; }
};

// Of pixels scaled to 0 .. 1.
struct PixelStatistics {
    double mean = 0;
    double stddev = 1;
};
PixelStatistics measure(const Images& images);

class ImageSet : public Dataset {
  public:
    // The images at `indices`; all of them when it is empty.
    ImageSet(std::shared_ptr<const Images> images, std::vector<std::int64_t> indices, PixelStatistics statistics);

    std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
    Batch get(std::span<const std::int64_t> indices) const override;

  private:
    std::shared_ptr<const Images> images_;
    std::vector<std::int64_t> indices_;
    float scale_ = 1;
    float shift_ = 0;
};

// Which of `count` training images go to validation, by the seed; both lists ascend.
struct Split {
    std::vector<std::int64_t> train;
    std::vector<std::int64_t> val;
};
Split split(std::int64_t count, std::int64_t val_count, std::uint64_t seed);

}  // namespace lathe::train

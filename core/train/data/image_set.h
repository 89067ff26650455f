// SPDX-License-Identifier: GPL-3.0-or-later
// Images as bytes, normalised (and augmented) as they are gathered into a batch.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "core/train/data/augment.h"
#include "core/train/data/dataset.h"
#include "core/train/data/preparation.h"

namespace lathe::train {

// Images of one shape and their labels; shared by all trials of a process and never changed. Any thread.
struct ImageSource {
    virtual ~ImageSource() = default;
    // The bytes [channels, height, width] of an image, in memory or in `scratch`. May throw TrainError.
    virtual const std::uint8_t* image(std::int64_t index, std::vector<std::uint8_t>& scratch) const = 0;
    // Whether image() has to read and decode.
    virtual bool decodes() const { return false; }

    // The number of images, which is that of labels.
    std::int64_t count() const { return static_cast<std::int64_t>(labels.size()); }

    ImageShape shape;
    std::span<const std::int64_t> labels;
    std::shared_ptr<const void> memory;  // that the labels are in, and all else that is in memory
};

// Images in memory.
struct Images : ImageSource {
    const std::uint8_t* image(std::int64_t index, std::vector<std::uint8_t>&) const override {
        return pixels.data() + index * shape.size();
    }

    std::span<const std::uint8_t> pixels;  // [count, channels, height, width]
};

// Of pixels scaled to 0 .. 1, channel by channel.
struct PixelStatistics {
    std::vector<double> mean;
    std::vector<double> stddev;
};
// The mean and standard deviation of the pixels of each channel. `most`: images that are looked at, evenly spread.
// Throws PreparationStopped.
PixelStatistics measure(const ImageSource& images, std::int64_t most = INT64_MAX, const Preparation& preparation = {});

// Some images of a source, as a part of the data. x float [size, channels, height, width], normalised.
class ImageSet : public Dataset {
  public:
    // The images at `indices`; all of them when it is empty. `classes`: for labels that mixup blends.
    ImageSet(std::shared_ptr<const ImageSource> images, std::vector<std::int64_t> indices,
             const PixelStatistics& statistics, const AugmentOptions& augment = {}, std::int64_t classes = 0);

    std::int64_t size() const override { return static_cast<std::int64_t>(indices_.size()); }
    Batch get(std::span<const std::int64_t> indices, std::uint64_t seed) const override;
    bool is_costly() const override { return images_->decodes() || augment_.changes_samples(); }
    std::shared_ptr<const Dataset> unchanged() const override;
    std::vector<std::int64_t> classes() const override;

  private:
    void mix(Batch& batch, std::uint64_t seed) const;

    std::shared_ptr<const ImageSource> images_;
    std::vector<std::int64_t> indices_;
    Normalisation normalisation_;
    AugmentOptions augment_;
    std::int64_t classes_;
};

// Indices of training images that are trained on and of those held out; both lists ascend.
struct Split {
    std::vector<std::int64_t> train;
    std::vector<std::int64_t> val;
};
// Holds out `val_count` of `count` images, drawn by the seed whatever their classes are.
Split split(std::int64_t count, std::int64_t val_count, std::uint64_t seed);
// The same part of each class: as many images as come nearest to it, the largest remainders first.
Split split_each_class(std::span<const std::int64_t> labels, std::int64_t val_count, std::uint64_t seed);

}  // namespace lathe::train

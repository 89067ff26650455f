#include "core/train/data/image_set.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/base/random.h"

namespace lathe::train {

PixelStatistics measure(const Images& images) {
    std::array<std::int64_t, 256> histogram{};
    for (const std::uint8_t pixel : images.pixels) ++histogram[pixel];
    const auto count = static_cast<double>(std::max<std::size_t>(images.pixels.size(), 1));
    double mean = 0;
    double square = 0;
    for (int i = 0; i < 256; ++i) {
        const double value = i / 255.0;
        const double part = static_cast<double>(histogram[static_cast<std::size_t>(i)]) / count;
        mean += part * value;
        square += part * value * value;
    }
    const double variance = square - mean * mean;
    return {mean, variance > 1e-12 ? std::sqrt(variance) : 1.0};
}

ImageSet::ImageSet(std::shared_ptr<const Images> images, std::vector<std::int64_t> indices, PixelStatistics statistics)
    : images_(std::move(images)), indices_(std::move(indices)) {
    if (indices_.empty()) {
        indices_.resize(static_cast<std::size_t>(images_->count()));
        std::iota(indices_.begin(), indices_.end(), 0);
    }
    scale_ = static_cast<float>(1 / (255 * statistics.stddev));
    shift_ = static_cast<float>(-statistics.mean / statistics.stddev);
}

Batch ImageSet::get(std::span<const std::int64_t> indices) const {
    const auto size = static_cast<std::int64_t>(indices.size());
    const std::int64_t pixels = images_->image_size();
    Batch batch;
    batch.size = size;
    batch.x = torch::empty({size, images_->channels, images_->height, images_->width}, torch::kFloat32);
    batch.y = torch::empty({size}, torch::kInt64);
    auto* x = batch.x.data_ptr<float>();
    auto* y = batch.y.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < size; ++i) {
        const std::int64_t index = indices_[static_cast<std::size_t>(indices[static_cast<std::size_t>(i)])];
        const std::uint8_t* from = images_->pixels.data() + index * pixels;
        float* to = x + i * pixels;
        for (std::int64_t p = 0; p < pixels; ++p) to[p] = static_cast<float>(from[p]) * scale_ + shift_;
        y[i] = images_->labels[static_cast<std::size_t>(index)];
    }
    return batch;
}

Split split(std::int64_t count, std::int64_t val_count, std::uint64_t seed) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    Random random(mix_seeds(seed, 0x73706c6974));  // "split"
    // The first val_count places of Fisher and Yates's shuffle.
    for (std::int64_t i = 0; i < val_count; ++i) {
        const auto j = i + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(count - i)));
        std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
    }
    Split result;
    result.val.assign(order.begin(), order.begin() + val_count);
    result.train.assign(order.begin() + val_count, order.end());
    std::sort(result.val.begin(), result.val.end());
    std::sort(result.train.begin(), result.train.end());
    return result;
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_set.h"

#include <torch/types.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <numeric>

#include "core/base/random.h"

namespace lathe::train {

PixelStatistics measure(const ImageSource& images, std::int64_t most, const Preparation& preparation) {
    const ImageShape& shape = images.shape;
    const std::int64_t step = std::max<std::int64_t>(1, (images.count() - 1) / most + 1);
    std::vector<std::array<std::int64_t, 256>> histograms(static_cast<std::size_t>(shape.channels));
    std::vector<std::uint8_t> scratch;
    std::int64_t seen = 0;
    for (std::int64_t i = 0; i < images.count(); i += step, ++seen) {
        preparation.check();
        const std::uint8_t* pixel = images.image(i, scratch);
        for (auto& histogram : histograms) {
            for (std::int64_t p = 0; p < shape.plane(); ++p) ++histogram[*pixel++];
        }
    }
    const auto count = static_cast<double>(std::max<std::int64_t>(seen * shape.plane(), 1));
    PixelStatistics statistics;
    for (const auto& histogram : histograms) {
        double mean = 0;
        double square = 0;
        for (std::size_t i = 0; i < 256; ++i) {
            const double value = static_cast<double>(i) / 255;
            const double part = static_cast<double>(histogram[i]) / count;
            mean += part * value;
            square += part * value * value;
        }
        const double variance = square - mean * mean;
        statistics.mean.push_back(mean);
        statistics.stddev.push_back(variance > 1e-12 ? std::sqrt(variance) : 1.0);
    }
    return statistics;
}

ImageSet::ImageSet(std::shared_ptr<const ImageSource> images, std::vector<std::int64_t> indices,
                   const PixelStatistics& statistics, const AugmentOptions& augment, std::int64_t classes)
    : images_(std::move(images)), indices_(std::move(indices)), augment_(augment), classes_(classes) {
    if (indices_.empty()) {
        indices_.resize(static_cast<std::size_t>(images_->count()));
        std::iota(indices_.begin(), indices_.end(), 0);
    }
    for (std::size_t c = 0; c < statistics.mean.size(); ++c) {
        normalisation_.scale.push_back(static_cast<float>(1 / (255 * statistics.stddev[c])));
        normalisation_.shift.push_back(static_cast<float>(-statistics.mean[c] / statistics.stddev[c]));
    }
}

Batch ImageSet::get(std::span<const std::int64_t> indices, std::uint64_t seed) const {
    const auto size = static_cast<std::int64_t>(indices.size());
    const ImageShape& shape = images_->shape;
    Batch batch;
    batch.size = size;
    batch.x = torch::empty({size, shape.channels, shape.height, shape.width}, torch::kFloat32);
    batch.y = torch::empty({size}, torch::kInt64);
    auto* x = batch.x.data_ptr<float>();
    auto* y = batch.y.data_ptr<std::int64_t>();
    std::vector<std::uint8_t> scratch;
    for (std::int64_t i = 0; i < size; ++i, x += shape.size()) {
        const std::int64_t index = indices_[static_cast<std::size_t>(indices[static_cast<std::size_t>(i)])];
        const std::uint8_t* from = images_->image(index, scratch);
        if (augment_.changes_samples()) {
            Random random(mix_seeds(seed, static_cast<std::uint64_t>(i)));
            train::augment(shape, normalisation_, augment_, random, from, x);
        } else {
            normalise(shape, normalisation_, from, x);
        }
        y[i] = images_->labels[static_cast<std::size_t>(index)];
    }
    if (augment_.mixup > 0 && size > 1) mix(batch, seed);
    return batch;
}

std::shared_ptr<const Dataset> ImageSet::unchanged() const {
    if (!augment_.changes_samples() && augment_.mixup == 0) return nullptr;
    auto plain = std::make_shared<ImageSet>(*this);
    plain->augment_ = {};
    return plain;
}

std::vector<std::int64_t> ImageSet::classes() const {
    std::vector<std::int64_t> classes;
    classes.reserve(indices_.size());
    for (const std::int64_t index : indices_) classes.push_back(images_->labels[static_cast<std::size_t>(index)]);
    return classes;
}

// Each image with the one after it, by one part for the whole batch, as the authors' code does it.
void ImageSet::mix(Batch& batch, std::uint64_t seed) const {
    Random random(mix_seeds(seed, 0x6d69786d));  // "mixm"
    const auto part = static_cast<float>(draw_beta(random, augment_.mixup));
    torch::Tensor labels = torch::zeros({batch.size, classes_}, torch::kFloat32);
    auto* to = labels.data_ptr<float>();
    const auto* y = batch.y.data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < batch.size; ++i) {
        to[i * classes_ + y[i]] += part;
        to[i * classes_ + y[(i + 1) % batch.size]] += 1 - part;
    }
    const std::int64_t size = images_->shape.size();
    auto* x = batch.x.data_ptr<float>();
    const std::vector<float> first(x, x + size);  // the last image is mixed with the first as it was
    for (std::int64_t i = 0; i < batch.size; ++i, x += size) {
        const float* next = i + 1 < batch.size ? x + size : first.data();
        for (std::int64_t p = 0; p < size; ++p) x[p] = part * x[p] + (1 - part) * next[p];
    }
    batch.y = labels;
}

namespace {

Split split_by(const std::vector<bool>& is_chosen) {
    Split result;
    for (std::size_t i = 0; i < is_chosen.size(); ++i)
        (is_chosen[i] ? result.val : result.train).push_back(static_cast<std::int64_t>(i));
    return result;
}

// The first `places` of Fisher and Yates's shuffle.
std::vector<std::int64_t> drawn_order(std::int64_t count, std::int64_t places, std::uint64_t seed) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), 0);
    Random random(mix_seeds(seed, 0x73706c6974));  // "split"
    for (std::int64_t i = 0; i < places; ++i) {
        const auto j = i + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(count - i)));
        std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(j)]);
    }
    return order;
}

// How many of each class are chosen.
std::vector<std::int64_t> shares(const std::vector<std::int64_t>& of_class, std::int64_t count, std::int64_t wanted) {
    std::vector<std::int64_t> share;
    std::vector<std::size_t> by_remainder(of_class.size());
    std::iota(by_remainder.begin(), by_remainder.end(), std::size_t{0});
    for (const std::int64_t samples : of_class) share.push_back(samples * wanted / count);
    std::ranges::stable_sort(by_remainder, std::ranges::greater(),
                             [&](std::size_t c) { return of_class[c] * wanted % count; });
    const std::int64_t rest = wanted - std::accumulate(share.begin(), share.end(), std::int64_t{0});
    for (std::int64_t i = 0; i < rest; ++i) ++share[by_remainder[static_cast<std::size_t>(i)]];
    return share;
}

}  // namespace

Split split(std::int64_t count, std::int64_t val_count, std::uint64_t seed) {
    const auto order = drawn_order(count, val_count, seed);
    std::vector<bool> chosen(order.size());
    for (std::int64_t i = 0; i < val_count; ++i)
        chosen[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])] = true;
    return split_by(chosen);
}

Split split_each_class(std::span<const std::int64_t> labels, std::int64_t val_count, std::uint64_t seed) {
    const auto count = static_cast<std::int64_t>(labels.size());
    std::vector<std::int64_t> of_class;
    for (const std::int64_t label : labels) {
        of_class.resize(std::max(of_class.size(), static_cast<std::size_t>(label) + 1));
        ++of_class[static_cast<std::size_t>(label)];
    }
    auto left = shares(of_class, count, val_count);
    std::vector<bool> chosen(labels.size());
    for (const std::int64_t i : drawn_order(count, count, seed)) {
        std::int64_t& of_its_class = left[static_cast<std::size_t>(labels[static_cast<std::size_t>(i)])];
        if (of_its_class-- > 0) chosen[static_cast<std::size_t>(i)] = true;
    }
    return split_by(chosen);
}

}  // namespace lathe::train

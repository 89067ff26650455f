// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_cache.h"

#include <algorithm>
#include <utility>

#include "core/base/plural.h"
#include "core/train/data/file_cache.h"
#include "core/train/data/idx.h"
#include "core/train/error.h"

namespace lathe::train {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void throw_in_cache(const fs::path& path, std::string what, std::string hint = {}) {
    Error error;
    error.file = path.string();
    error.what = std::move(what);
    error.hint = std::move(hint);
    throw TrainError(std::move(error));
}

// Labels as class numbers, from 0 on.
void number_labels(std::vector<std::int64_t>& labels, const IdxLayout& layout, const fs::path& path) {
    const std::int64_t end = layout.first_label + layout.classes;
    const auto [least, most] = std::minmax_element(labels.begin(), labels.end());
    for (std::size_t i = 0; i < labels.size(); ++i) {
        if (labels[i] >= layout.first_label && labels[i] < end) continue;
        const std::string hint = *most - *least < layout.classes
                                     ? "the labels of this file are " + std::to_string(*least) + " to " +
                                           std::to_string(*most) + ": set data.first_label=" + std::to_string(*least)
                                     : "correct the labels, or the number of classes";
        throw_in_cache(path,
                       "label " + std::to_string(labels[i]) + " of image " + std::to_string(i) +
                           " is out of range: there are " + counted(layout.classes, "class", "classes") + ", " +
                           std::to_string(layout.first_label) + " to " + std::to_string(end - 1),
                       hint);
    }
    for (std::int64_t& label : labels) label -= layout.first_label;
}

std::vector<std::uint8_t> transposed(const std::vector<std::uint8_t>& pixels, std::int64_t height, std::int64_t width) {
    std::vector<std::uint8_t> turned(pixels.size());
    const std::int64_t size = height * width;
    auto to = turned.begin();
    for (auto from = pixels.begin(); from != pixels.end(); from += size) {
        for (std::int64_t x = 0; x < width; ++x) {
            for (std::int64_t y = 0; y < height; ++y) *to++ = from[y * width + x];
        }
    }
    return turned;
}

ReadImages read_idx_images(const fs::path& image_path, const fs::path& label_path, const IdxLayout& layout) {
    IdxArray pixels = value_or_throw(read_idx(image_path, 3));
    const IdxArray labels = value_or_throw(read_idx(label_path, 1));
    if (pixels.shape[0] != labels.shape[0]) {
        throw_in_cache(label_path,
                       "has " + counted(labels.shape[0], "label") + " for " + counted(pixels.shape[0], "image") +
                           " in " + image_path.filename().string(),
                       "give the two files that belong together");
    }
    ReadImages images;
    images.shape = {1, pixels.shape[1], pixels.shape[2]};
    images.pixels = std::move(pixels.values);
    if (layout.transpose) {
        images.pixels = transposed(images.pixels, images.shape.height, images.shape.width);
        std::swap(images.shape.height, images.shape.width);
    }
    images.labels.assign(labels.values.begin(), labels.values.end());
    number_labels(images.labels, layout, label_path);
    return images;
}

}  // namespace

CachedImages cached_images(const std::vector<fs::path>& files, const std::string& kind,
                           const std::function<ReadImages()>& read, const Preparation& preparation) {
    static FileCache<CachedImages> cache;
    const auto make = [&] {
        ImageBlock block = shared_images(files, kind, read, preparation);
        return CachedImages{std::move(block.images), std::move(block.statistics)};
    };
    const auto cached = cache.get(files, kind, make, preparation.stop);
    if (!cached) throw PreparationStopped();
    return *cached;
}

CachedImages idx_images(const fs::path& images, const fs::path& labels, const IdxLayout& layout,
                        const Preparation& preparation) {
    const std::string kind = "idx " + std::to_string(layout.classes) + " from " + std::to_string(layout.first_label) +
                             (layout.transpose ? " transposed" : "");
    return cached_images(
        {images, labels}, kind, [&] { return read_idx_images(images, labels, layout); }, preparation);
}

}  // namespace lathe::train

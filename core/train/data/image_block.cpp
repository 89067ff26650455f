// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_block.h"

#include <utility>

#include "core/base/checksum.h"
#include "core/train/data/file_cache.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

Images view_of(const ReadImages& read) {
    Images images;
    images.shape = read.shape;
    images.labels = read.labels;
    images.pixels = read.pixels;
    return images;
}

// The head is JSON, the bytes are the pixels, the numbers the labels.
SharedBlocks::Made to_block(ReadImages read) {
    if (read.statistics.mean.empty()) read.statistics = measure(view_of(read));
    Json head;
    head["shape"] = {read.shape.channels, read.shape.height, read.shape.width};
    head["mean"] = read.statistics.mean;
    head["stddev"] = read.statistics.stddev;
    head["also"] = std::move(read.also);
    return {dump_json(head), std::move(read.pixels), std::move(read.labels)};
}

ImageBlock from_block(SharedBlocks::Block block) {
    Json head = value_or_throw(parse_json(block.head));
    ImageBlock made;
    made.images = std::make_shared<Images>();
    Images& images = *made.images;
    const Json& shape = head["shape"];
    images.shape = {shape[0].get<std::int64_t>(), shape[1].get<std::int64_t>(), shape[2].get<std::int64_t>()};
    images.labels = block.numbers;
    images.pixels = block.bytes;
    images.memory = std::move(block.memory);
    made.statistics = {head["mean"].get<std::vector<double>>(), head["stddev"].get<std::vector<double>>()};
    made.also = std::move(head["also"]);
    return made;
}

}  // namespace

ImageBlock shared_images(const std::vector<std::filesystem::path>& files, const std::string& kind,
                         const std::function<ReadImages()>& read, const Preparation& preparation) {
    auto block = shared_block(
        checksum_of(state_of_files(files, kind)), [&read] { return to_block(read()); }, preparation.stop);
    if (!block) throw PreparationStopped();
    return from_block(std::move(*block));
}

}  // namespace lathe::train

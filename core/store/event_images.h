// SPDX-License-Identifier: GPL-3.0-or-later
// The pictures of a trial: samples, confusion matrices, and what else its module or callbacks have recorded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "core/store/event_stream.h"

namespace lathe::store {

struct RecordedImage {
    std::int64_t step = 0;
    std::string png;  // the bytes of the file
};

using ImagesByTag = std::map<std::string, std::vector<RecordedImage>>;  // in order of their steps

// Reads event files incrementally. One thread.
class EventImages {
  public:
    // Pictures are kept up to `most_bytes`; then the oldest of the tag that has most of them goes first.
    explicit EventImages(std::filesystem::path folder, std::size_t most_bytes = 64u << 20)
        : events_(std::move(folder)), most_bytes_(most_bytes) {}

    // All that there are by now.
    const ImagesByTag& poll();

  private:
    void take(const tensorboard::Event& event);
    void drop_oldest();

    EventStream events_;
    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    ImagesByTag images_;
};

}  // namespace lathe::store

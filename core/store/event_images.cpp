// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/store/event_images.h"

#include <algorithm>

#include "core/store/tensorboard.pb.h"

namespace lathe::store {

const ImagesByTag& EventImages::poll() {
    events_.poll([this](const tensorboard::Event& event) { take(event); });
    return images_;
}

void EventImages::take(const tensorboard::Event& event) {
    // The trial went on from an earlier checkpoint: what came after it is made again.
    if (event.has_session_log() && event.session_log().status() == tensorboard::SessionLog::START) {
        for (auto& [tag, images] : images_) {
            std::erase_if(images, [&](const RecordedImage& image) {
                const bool gone = image.step >= event.step();
                if (gone) bytes_ -= image.png.size();
                return gone;
            });
        }
        std::erase_if(images_, [](const auto& item) { return item.second.empty(); });
        return;
    }
    for (const auto& value : event.summary().value()) {
        if (!value.has_image()) continue;
        images_[value.tag()].push_back({event.step(), value.image().encoded_image_string()});
        bytes_ += value.image().encoded_image_string().size();
    }
    while (bytes_ > most_bytes_) drop_oldest();
}

void EventImages::drop_oldest() {
    const auto most = std::ranges::max_element(images_, {}, [](const auto& item) { return item.second.size(); });
    bytes_ -= most->second.front().png.size();
    most->second.erase(most->second.begin());
    if (most->second.empty()) images_.erase(most);
}

}  // namespace lathe::store

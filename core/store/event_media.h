// SPDX-License-Identifier: GPL-3.0-or-later
// The media of a trial, from its event files: TensorBoard's first summaries (image, histo, audio) and the tensors of
// newer TensorFlow writers; texts are tensors for all of them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/store/event_stream.h"
#include "core/store/trial_media.h"

namespace lathe::tensorboard {
class Tensor;
}

namespace lathe::store {

// How much of a trial's media is kept in memory. Of what is too large as one, nothing is kept; of a kind that is too
// large in all, the oldest of the tag that takes most bytes goes first, but of histograms and texts every other step of
// it, so that the whole course stays to be seen. What is a tag's only one goes last.
struct MediaLimits {
    std::size_t one_item = 32u << 20;  // bytes
    std::size_t images = 64u << 20;
    std::size_t audio = 64u << 20;
    std::size_t texts = 8u << 20;
    std::size_t histograms = 32u << 20;
};

// Reads event files incrementally. One thread.
class EventMedia {
  public:
    // Reads nothing yet; the folder may come later.
    explicit EventMedia(std::filesystem::path folder, MediaLimits limits = {})
        : events_(std::move(folder)), limits_(limits) {}

    // Reads on, and gives all that there is by now; the same as before where nothing is new. What was recorded is
    // shared with what was given before.
    std::shared_ptr<const TrialMedia> poll();

  private:
    void take(const tensorboard::Event& event);
    void take_tensor(const std::string& tag, const std::string& plugin, std::int64_t step,
                     const tensorboard::Tensor& tensor);
    void add_image(const std::string& tag, std::int64_t step, const std::string& bytes);
    void add_audio(const std::string& tag, std::int64_t step, const std::string& bytes, const std::string& type);
    void add_text(const std::string& tag, std::int64_t step, std::string markdown);
    void add_histogram(const std::string& tag, RecordedHistogram histogram);
    bool fits(const char* what, const std::string& tag, std::int64_t step, std::size_t size);
    void forget_from(std::int64_t step);
    void keep_within_limits();
    void note_what_went();

    EventStream events_;
    MediaLimits limits_;
    std::map<std::string, std::string> plugins_;  // of tags: writers may name it in a tag's first record alone
    TrialMedia media_;
    std::map<std::string, std::int64_t> gone_;  // how many of a kind were left out to stay within the limits
    std::map<std::string, std::int64_t> too_large_;
    std::size_t unchecked_ = 0;  // bytes since the limits were looked at
    bool changed_ = true;
    std::shared_ptr<const TrialMedia> given_;
};

}  // namespace lathe::store

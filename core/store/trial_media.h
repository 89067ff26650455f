// SPDX-License-Identifier: GPL-3.0-or-later
// What a trial has recorded that is not a number a step: pictures, distributions, sounds, texts. Plain values.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/store/shared_bytes.h"
#include "core/store/shared_numbers.h"

namespace lathe::store {

// A picture as it was at one step.
struct RecordedImage {
    std::int64_t step = 0;
    SharedBytes png;  // the bytes of the file: PNG, or what another writer has put there
};

// Values of a tensor: `counts[i]` of them lie between `edges[i]` and `edges[i + 1]`.
struct RecordedHistogram {
    std::int64_t step = 0;
    SharedNumbers edges;  // ascending, finite, as is what lies between the first and the last
    SharedNumbers counts;
};

// A sound as it was at one step.
struct RecordedAudio {
    std::int64_t step = 0;
    SharedBytes bytes;         // of the file
    std::string content_type;  // "audio/wav"; empty: unknown
};

// A text as it was at one step.
struct RecordedText {
    std::int64_t step = 0;
    SharedBytes markdown;
};

// By tag, in order of their steps.
template <class Recorded>
using ByTag = std::map<std::string, std::vector<Recorded>>;
// Pictures by their tags.
using ImagesByTag = ByTag<RecordedImage>;

// All media of a trial.
struct TrialMedia {
    ImagesByTag images;
    ByTag<RecordedHistogram> histograms;
    ByTag<RecordedAudio> audio;
    ByTag<RecordedText> texts;
    std::vector<std::string> notes;  // what was left out, and why; a sentence each

    // Whether there is nothing to show; notes do not count.
    bool empty() const { return images.empty() && histograms.empty() && audio.empty() && texts.empty(); }
};

}  // namespace lathe::store

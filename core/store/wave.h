// SPDX-License-Identifier: GPL-3.0-or-later
// What a WAV file holds: how its sound goes, without playing it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe::store {

// The sound of a WAV file, as much of it as is drawn.
struct Wave {
    int rate = 0;  // frames a second
    int channels = 0;
    std::int64_t frames = 0;
    // Of the whole length in equal parts: least and largest sample of all channels, in [-1, 1].
    struct Peak {
        float low = 0;
        float high = 0;
    };
    std::vector<Peak> peaks;

    // The length; 0 when the rate is not known.
    double seconds() const { return rate > 0 ? static_cast<double>(frames) / rate : 0; }
};

// Reads a WAV file for drawing: PCM of 8, 16, 24 or 32 bits and floats of 32 or 64 (Microsoft, "Multimedia Programming
// Interface and Data Specifications"). A file that is cut short gives what there is. `parts`: how many peaks at most.
Result<Wave> read_wave(std::string_view bytes, std::size_t parts);

}  // namespace lathe::store

// SPDX-License-Identifier: GPL-3.0-or-later
// Random changes of one image. No torch; any thread.
#pragma once

#include <cstdint>
#include <vector>

#include "core/base/random.h"
#include "core/train/data/data_options.h"

namespace lathe::train {

// Of an image whose numbers lie in memory as [channels, height, width].
struct ImageShape {
    std::int64_t channels = 1;
    std::int64_t height = 1;
    std::int64_t width = 1;

    std::int64_t plane() const { return height * width; }     // pixels of one channel
    std::int64_t size() const { return channels * plane(); }  // numbers of all channels; of bytes also their count
};

// From bytes to floats: value * scale + shift, for each channel.
struct Normalisation {
    std::vector<float> scale;
    std::vector<float> shift;
};

// Normalises `from` into `to`, both [channels, height, width].
void normalise(const ImageShape& shape, const Normalisation& by, const std::uint8_t* from, float* to);
// The same of a randomly changed image. Pixels from outside it are 0 before normalisation; a cut-out square is 0 after
// it, the mean.
void augment(const ImageShape& shape, const Normalisation& by, const AugmentOptions& options, Random& random,
             const std::uint8_t* from, float* to);
// A draw from Beta(a, a), as the quotient of two gamma variates (Marsaglia, Tsang 2000). a > 0.
double draw_beta(Random& random, double a);

}  // namespace lathe::train

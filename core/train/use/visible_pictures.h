// SPDX-License-Identifier: GPL-3.0-or-later
// Samples of pictures as a person can see them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/data/fitted_images.h"

namespace lathe::train {

// In pixels. What is larger than 128 along a side is shown with every second, third, ... pixel.
struct VisibleSize {
    std::int64_t width = 0;
    std::int64_t height = 0;
};
// The size at which a sample [channels, height, width] is shown.
VisibleSize visible_size(const torch::Tensor& x);

// The bytes of a PNG file with the samples one under another. Each: float [channels, height, width] on the CPU, of 1 or
// 3 channels, all of one size, normalised as `fitted` says.
Result<std::string> visible_pictures(const std::vector<torch::Tensor>& samples, const FittedImages& fitted);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// Several images as one picture, for the record.
#pragma once

#include <cstdint>

#include "core/run/trial_body.h"
#include "core/train/tensor.h"

namespace lathe::train {

// Lays images side by side in one picture. `images`: [count, channels, height, width], or one image without the first
// dimension; 1 or 3 channels, floats from 0 (black) to 1 (white), what lies beyond is cut off. They stand in rows of
// `columns`, with a line of black between them; 0 columns: about as wide as high. Throws TrainError on another shape.
run::Picture image_grid(const torch::Tensor& images, std::int64_t columns = 0);

}  // namespace lathe::train

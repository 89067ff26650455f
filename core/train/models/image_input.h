// SPDX-License-Identifier: GPL-3.0-or-later
// What networks of pictures ask of their input.
#pragma once

#include <cstdint>
#include <string>

#include "core/train/data/dataset.h"

namespace lathe::train {

// Throws TrainError where the samples are no pictures, or smaller than `smallest` pixels in height or width.
void require_pictures(const std::string& network, const InputSpec& input, std::int64_t smallest);

}  // namespace lathe::train

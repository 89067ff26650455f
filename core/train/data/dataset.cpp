// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/dataset.h"

#include <torch/types.h>

#include "core/base/plural.h"

namespace lathe::train {

std::string InputSpec::describe() const {
    switch (kind) {
        case SampleKind::table: return counted(channels, "column");
        case SampleKind::text: return counted(height, "character");
        case SampleKind::image: break;
    }
    return std::to_string(channels) + "x" + std::to_string(height) + "x" + std::to_string(width);
}

torch::Tensor InputSpec::zeros(std::int64_t count) const {
    switch (kind) {
        case SampleKind::table: return torch::zeros({count, channels});
        case SampleKind::text: return torch::zeros({count, height}, torch::kInt64);
        case SampleKind::image: break;
    }
    return torch::zeros({count, channels, height, width});
}

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/image_grid.h"

#include <torch/types.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/train/data/picture_decoder.h"
#include "core/train/error.h"

namespace lathe::train {

namespace {

constexpr std::int64_t space_between = 2;    // pixels between two images
constexpr std::int64_t longest_side = 8192;  // pixels of a side

}  // namespace

run::Picture image_grid(const torch::Tensor& images, std::int64_t columns) {
    torch::Tensor all = images.detach().to(torch::kCPU, torch::kFloat);
    if (all.dim() == 3) all = all.unsqueeze(0);
    if (all.dim() != 4 || all.numel() == 0 || (all.size(1) != 1 && all.size(1) != 3))
        throw TrainError("images to record are [count, channels, height, width] with 1 or 3 channels");
    if (all.size(1) == 1) all = all.expand({all.size(0), 3, all.size(2), all.size(3)});
    const std::int64_t count = all.size(0);
    const std::int64_t height = all.size(2);
    const std::int64_t width = all.size(3);
    if (columns <= 0) columns = static_cast<std::int64_t>(std::ceil(std::sqrt(static_cast<double>(count))));
    columns = std::min(columns, count);
    const std::int64_t rows = (count + columns - 1) / columns;
    const std::int64_t whole_width = columns * (width + space_between) - space_between;
    const std::int64_t whole_height = rows * (height + space_between) - space_between;
    if (whole_width > longest_side || whole_height > longest_side)
        throw TrainError("a picture of " + std::to_string(whole_width) + "x" + std::to_string(whole_height) +
                             " pixels is too large to be recorded",
                         "record fewer images");
    torch::Tensor grid = torch::zeros({whole_height, whole_width, 3}, torch::kUInt8);
    const torch::Tensor bytes = all.clamp(0, 1).mul(255).round().to(torch::kUInt8).permute({0, 2, 3, 1});
    for (std::int64_t i = 0; i < count; ++i) {
        const std::int64_t top = i / columns * (height + space_between);
        const std::int64_t left = i % columns * (width + space_between);
        grid.slice(0, top, top + height).slice(1, left, left + width).copy_(bytes[i]);
    }
    const auto* first = grid.data_ptr<std::uint8_t>();
    const int pixels_wide = static_cast<int>(whole_width);
    const int pixels_high = static_cast<int>(whole_height);
    return {
        pixels_wide, pixels_high,
        value_or_throw(encode_png(std::vector<std::uint8_t>(first, first + grid.numel()), pixels_wide, pixels_high))};
}

}  // namespace lathe::train

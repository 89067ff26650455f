// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/use/visible_pictures.h"

#include <algorithm>
#include <cmath>

#include <torch/types.h>

#include "core/train/data/picture_decoder.h"

namespace lathe::train {

namespace {

// Every how many-th pixel is shown.
std::int64_t visible_step(const torch::Tensor& x) {
    constexpr std::int64_t largest = 128;
    return (std::max(x.size(1), x.size(2)) + largest - 1) / largest;
}

void add_pixels(const torch::Tensor& x, const FittedImages& fitted, std::vector<std::uint8_t>& pixels) {
    const std::int64_t step = visible_step(x);
    const torch::Tensor values = x.to(torch::kFloat).contiguous();
    const auto at = values.accessor<float, 3>();
    for (std::int64_t row = 0; row < x.size(1); row += step) {
        for (std::int64_t column = 0; column < x.size(2); column += step) {
            for (std::int64_t colour = 0; colour < 3; ++colour) {
                const std::int64_t channel = x.size(0) == 3 ? colour : 0;
                const auto place = static_cast<std::size_t>(channel);
                const double value = fitted.statistics.mean[place] +
                                     fitted.statistics.stddev[place] * static_cast<double>(at[channel][row][column]);
                pixels.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(255 * value), 0L, 255L)));
            }
        }
    }
}

}  // namespace

VisibleSize visible_size(const torch::Tensor& x) {
    const std::int64_t step = visible_step(x);
    return {(x.size(2) + step - 1) / step, (x.size(1) + step - 1) / step};
}

Result<std::string> visible_pictures(const std::vector<torch::Tensor>& samples, const FittedImages& fitted) {
    std::vector<std::uint8_t> pixels;
    for (const torch::Tensor& x : samples) add_pixels(x, fitted, pixels);
    const VisibleSize size = visible_size(samples.front());
    return encode_png(pixels, static_cast<int>(size.width),
                      static_cast<int>(size.height * static_cast<std::int64_t>(samples.size())));
}

}  // namespace lathe::train

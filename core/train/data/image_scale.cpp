// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/image_scale.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace lathe::train {

namespace {

// Which old pixels make up a new one along an axis, and by how much: a triangle as wide as a new pixel, at least one
// old pixel to either side (bilinear when enlarging, free of aliases when shrinking).
struct Taps {
    std::int64_t first = 0;
    std::vector<float> weights;
};

std::vector<Taps> make_taps(std::int64_t from, std::int64_t to) {
    const double ratio = static_cast<double>(from) / static_cast<double>(to);
    const double reach = std::max(ratio, 1.0);
    std::vector<Taps> all(static_cast<std::size_t>(to));
    for (std::int64_t i = 0; i < to; ++i) {
        const double centre = (static_cast<double>(i) + 0.5) * ratio;
        const auto low = std::max<std::int64_t>(0, static_cast<std::int64_t>(std::floor(centre - reach)));
        const auto high = std::min(from, static_cast<std::int64_t>(std::ceil(centre + reach)));
        Taps& taps = all[static_cast<std::size_t>(i)];
        taps.first = low;
        double sum = 0;
        for (std::int64_t j = low; j < high; ++j) {
            const double weight = std::max(0.0, 1 - std::abs(static_cast<double>(j) + 0.5 - centre) / reach);
            taps.weights.push_back(static_cast<float>(weight));
            sum += weight;
        }
        for (float& weight : taps.weights) weight = static_cast<float>(weight / sum);
    }
    return all;
}

// Along the rows: [height, to, channels] out of pixels. The sums are plain variables, which stay in registers.
void narrow_grey(const Picture& from, const std::vector<Taps>& columns, float* to) {
    const std::uint8_t* row = from.pixels.data();
    for (std::int64_t y = 0; y < from.height; ++y, row += from.width) {
        for (const Taps& taps : columns) {
            const std::uint8_t* pixel = row + taps.first;
            float sum = 0;
            for (const float weight : taps.weights) sum += weight * static_cast<float>(*pixel++);
            *to++ = sum;
        }
    }
}

void narrow_colour(const Picture& from, const std::vector<Taps>& columns, float* to) {
    const std::uint8_t* row = from.pixels.data();
    for (std::int64_t y = 0; y < from.height; ++y, row += 3 * from.width) {
        for (const Taps& taps : columns) {
            const std::uint8_t* pixel = row + 3 * taps.first;
            float r = 0;
            float g = 0;
            float b = 0;
            for (const float weight : taps.weights) {
                r += weight * static_cast<float>(pixel[0]);
                g += weight * static_cast<float>(pixel[1]);
                b += weight * static_cast<float>(pixel[2]);
                pixel += 3;
            }
            *to++ = r;
            *to++ = g;
            *to++ = b;
        }
    }
}

}  // namespace

void scale(const Picture& from, const ImageShape& to, std::uint8_t* pixels) {
    const std::int64_t row = to.width * to.channels;
    const auto put = [&](std::int64_t y, const auto* values) {
        for (std::int64_t i = 0; i < row; ++i) {
            pixels[i % to.channels * to.plane() + y * to.width + i / to.channels] =
                static_cast<std::uint8_t>(std::clamp(std::lround(values[i]), 0L, 255L));
        }
    };
    if (from.width == to.width && from.height == to.height) {
        for (std::int64_t y = 0; y < to.height; ++y) put(y, from.pixels.data() + y * row);
        return;
    }
    const std::vector<Taps> columns = make_taps(from.width, to.width);
    const std::vector<Taps> rows = make_taps(from.height, to.height);
    std::vector<float> narrow(static_cast<std::size_t>(from.height * row));
    if (to.channels == 1) narrow_grey(from, columns, narrow.data());
    else narrow_colour(from, columns, narrow.data());
    std::vector<float> sums(static_cast<std::size_t>(row));
    for (std::int64_t y = 0; y < to.height; ++y) {
        const Taps& taps = rows[static_cast<std::size_t>(y)];
        std::fill(sums.begin(), sums.end(), 0.0F);
        const float* other = narrow.data() + taps.first * row;
        for (const float weight : taps.weights) {
            for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * *other++;
        }
        put(y, sums.data());
    }
}

}  // namespace lathe::train

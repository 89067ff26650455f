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

}  // namespace

void scale(const Picture& from, const ImageShape& to, std::uint8_t* pixels) {
    const bool same = from.width == to.width && from.height == to.height;
    const std::vector<Taps> columns = same ? std::vector<Taps>() : make_taps(from.width, to.width);
    const std::vector<Taps> rows = same ? std::vector<Taps>() : make_taps(from.height, to.height);
    std::vector<float> narrow(same ? 0 : static_cast<std::size_t>(from.height * to.width));
    for (std::int64_t c = 0; c < to.channels; ++c) {
        if (same) {
            const std::uint8_t* pixel = from.pixels.data() + c;
            for (std::int64_t i = 0; i < to.plane(); ++i, pixel += to.channels) *pixels++ = *pixel;
            continue;
        }
        for (std::int64_t y = 0; y < from.height; ++y) {
            const std::uint8_t* row = from.pixels.data() + y * from.width * to.channels + c;
            for (std::int64_t x = 0; x < to.width; ++x) {
                const Taps& taps = columns[static_cast<std::size_t>(x)];
                const std::uint8_t* pixel = row + taps.first * to.channels;
                float sum = 0;
                for (const float weight : taps.weights) {
                    sum += weight * static_cast<float>(*pixel);
                    pixel += to.channels;
                }
                narrow[static_cast<std::size_t>(y * to.width + x)] = sum;
            }
        }
        for (std::int64_t y = 0; y < to.height; ++y) {
            const Taps& taps = rows[static_cast<std::size_t>(y)];
            for (std::int64_t x = 0; x < to.width; ++x) {
                float sum = 0;
                std::int64_t at = taps.first * to.width + x;
                for (const float weight : taps.weights) {
                    sum += weight * narrow[static_cast<std::size_t>(at)];
                    at += to.width;
                }
                *pixels++ = static_cast<std::uint8_t>(std::clamp(std::lround(sum), 0L, 255L));
            }
        }
    }
}

}  // namespace lathe::train

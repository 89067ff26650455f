// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/augment.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lathe::train {

namespace {

// Where a pixel of the changed image comes from: a turn and a mirroring about the centre, then a move.
struct Motion {
    double cosine = 1;
    double sine = 0;
    bool flip = false;
    std::int64_t down = 0;
    std::int64_t right = 0;

    bool turns() const { return sine != 0; }
};

std::int64_t draw_between(Random& random, std::int64_t limit) {
    return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(2 * limit + 1))) - limit;
}

// Every option draws its numbers whether the others are on or not.
Motion draw_motion(const AugmentOptions& options, Random& random) {
    Motion motion;
    if (options.pad_crop > 0) {  // where the cut lies in the padded image
        motion.down += draw_between(random, options.pad_crop);
        motion.right += draw_between(random, options.pad_crop);
    }
    if (options.flip) motion.flip = random.below(2) == 1;
    if (options.shift > 0) {
        motion.down += draw_between(random, options.shift);
        motion.right += draw_between(random, options.shift);
    }
    if (options.rotate > 0) {
        const double angle = random.uniform(-options.rotate, options.rotate) * std::numbers::pi / 180;
        motion.cosine = std::cos(angle);
        motion.sine = std::sin(angle);
    }
    return motion;
}

// Moves and mirrors whole pixels.
void move(const ImageShape& shape, const Motion& motion, const std::uint8_t* from, float scale, float shift,
          float* to) {
    for (std::int64_t y = 0; y < shape.height; ++y) {
        const std::int64_t row = y + motion.down;
        for (std::int64_t x = 0; x < shape.width; ++x) {
            const std::int64_t moved = x + motion.right;
            const std::int64_t column = motion.flip ? shape.width - 1 - moved : moved;
            const bool inside = row >= 0 && row < shape.height && column >= 0 && column < shape.width;
            *to++ = inside ? static_cast<float>(from[row * shape.width + column]) * scale + shift : shift;
        }
    }
}

// Turns as well, between pixels (bilinear).
void turn(const ImageShape& shape, const Motion& motion, const std::uint8_t* from, float scale, float shift,
          float* to) {
    const double middle_y = static_cast<double>(shape.height - 1) / 2;
    const double middle_x = static_cast<double>(shape.width - 1) / 2;
    const auto pixel = [&](std::int64_t row, std::int64_t column) {
        const bool inside = row >= 0 && row < shape.height && column >= 0 && column < shape.width;
        return inside ? static_cast<float>(from[row * shape.width + column]) : 0.0F;
    };
    for (std::int64_t y = 0; y < shape.height; ++y) {
        for (std::int64_t x = 0; x < shape.width; ++x) {
            const double dy = static_cast<double>(y + motion.down) - middle_y;
            double dx = static_cast<double>(x + motion.right) - middle_x;
            if (motion.flip) dx = -dx;
            const double row = motion.cosine * dy - motion.sine * dx + middle_y;
            const double column = motion.sine * dy + motion.cosine * dx + middle_x;
            const double top = std::floor(row);
            const double left = std::floor(column);
            const auto r = static_cast<std::int64_t>(top);
            const auto c = static_cast<std::int64_t>(left);
            const auto lower = static_cast<float>(row - top);
            const auto right = static_cast<float>(column - left);
            const float upper_mix = pixel(r, c) * (1 - right) + pixel(r, c + 1) * right;
            const float lower_mix = pixel(r + 1, c) * (1 - right) + pixel(r + 1, c + 1) * right;
            *to++ = (upper_mix * (1 - lower) + lower_mix * lower) * scale + shift;
        }
    }
}

void cut_out(const ImageShape& shape, std::int64_t side, Random& random, float* image) {
    const auto centre = [&random](std::int64_t size) {
        return static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(size)));
    };
    const std::int64_t top = centre(shape.height) - side / 2;
    const std::int64_t left = centre(shape.width) - side / 2;
    for (std::int64_t c = 0; c < shape.channels; ++c) {
        float* plane = image + c * shape.plane();
        for (std::int64_t y = std::max<std::int64_t>(top, 0); y < std::min(top + side, shape.height); ++y) {
            for (std::int64_t x = std::max<std::int64_t>(left, 0); x < std::min(left + side, shape.width); ++x) {
                plane[y * shape.width + x] = 0;
            }
        }
    }
}

// Gamma(a, 1) (Marsaglia, Tsang 2000); a below 1 through a + 1.
double draw_gamma(Random& random, double a) {
    if (a < 1) {
        const double boosted = draw_gamma(random, a + 1);
        return boosted * std::pow(1 - random.uniform(), 1 / a);
    }
    const double d = a - 1.0 / 3;
    const double c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = random.normal();
        const double v = std::pow(1 + c * x, 3);
        if (v <= 0) continue;
        if (std::log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * std::log(v)) return d * v;
    }
}

}  // namespace

void normalise(const ImageShape& shape, const Normalisation& by, const std::uint8_t* from, float* to) {
    for (std::int64_t c = 0; c < shape.channels; ++c) {
        const float scale = by.scale[static_cast<std::size_t>(c)];
        const float shift = by.shift[static_cast<std::size_t>(c)];
        for (std::int64_t p = 0; p < shape.plane(); ++p) *to++ = static_cast<float>(*from++) * scale + shift;
    }
}

void augment(const ImageShape& shape, const Normalisation& by, const AugmentOptions& options, Random& random,
             const std::uint8_t* from, float* to) {
    const Motion motion = draw_motion(options, random);
    for (std::int64_t c = 0; c < shape.channels; ++c) {
        const float scale = by.scale[static_cast<std::size_t>(c)];
        const float shift = by.shift[static_cast<std::size_t>(c)];
        (motion.turns() ? turn : move)(shape, motion, from + c * shape.plane(), scale, shift, to + c * shape.plane());
    }
    if (options.cutout > 0) cut_out(shape, options.cutout, random, to);
}

double draw_beta(Random& random, double a) {
    const double x = draw_gamma(random, a);
    const double y = draw_gamma(random, a);
    return x + y > 0 ? x / (x + y) : 0.5;
}

}  // namespace lathe::train

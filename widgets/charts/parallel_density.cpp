// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/charts/parallel_density.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace lathe::gui {

void ParallelDensity::reset(const ParallelModel& model, const ParallelLayout& layout, const QSize& size, double scale) {
    const std::size_t rows = model.rowCount();
    rows_ = RowBits(rows);
    height_ = static_cast<int>(size.height() * scale);
    const double span = layout.highest - layout.lowest;
    binY_.clear();
    for (int i = 0; i < bins; ++i) {
        const double y = layout.y(layout.lowest + span * i / (bins - 1)) * scale;
        binY_.push_back(std::clamp(y, 0.0, double(height_ - 1)));
    }
    binOf_.clear();
    for (const int axis : model.order()) {
        std::vector<std::uint8_t> of(rows);
        for (std::size_t row = 0; row < rows; ++row) {
            if (model.isMissing(axis, row)) {
                of[row] = nowhere;
                continue;
            }
            const double share = (model.height(axis, row) - layout.lowest) / span;
            of[row] = static_cast<std::uint8_t>(std::clamp(std::lround(share * (bins - 1)), 0L, long{bins - 1}));
        }
        binOf_.push_back(std::move(of));
    }
    quality_.resize(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        quality_[row] = static_cast<std::uint8_t>(std::max(0.0F, model.quality(row)) * 255);
    }
    gaps_.clear();
    for (std::size_t i = 0; i + 1 < layout.x.size(); ++i) {
        const int left = static_cast<int>(layout.x[i] * scale);
        const int width = std::max(1, static_cast<int>(layout.x[i + 1] * scale) - left);
        gaps_.push_back({left, width, std::vector<Count>(std::size_t(width) * std::size_t(height_))});
    }
}

void ParallelDensity::setRows(const RowBits& rows) {
    std::vector<std::uint32_t> changed;
    rows_.eachDifference(rows, [&](std::size_t row) { changed.push_back(static_cast<std::uint32_t>(row)); });
    if (changed.empty()) return;
    std::vector<Count> weights(changed.size());
    std::transform(changed.begin(), changed.end(), weights.begin(), [&](std::uint32_t row) {
        const Count one = (Count{1} << 32) + quality_[row];
        return rows.test(row) ? one : -one;
    });
    std::vector<Count> cells(std::size_t{bins} * bins);
    for (std::size_t g = 0; g < gaps_.size(); ++g) {
        const auto* from = binOf_[g].data();
        const auto* to = binOf_[g + 1].data();
        std::fill(cells.begin(), cells.end(), 0);
        for (std::size_t i = 0; i < changed.size(); ++i) {
            if (from[changed[i]] == nowhere || to[changed[i]] == nowhere) continue;
            cells[std::size_t{from[changed[i]]} * bins + to[changed[i]]] += weights[i];
        }
        for (int a = 0; a < bins; ++a) {
            for (int b = 0; b < bins; ++b) {
                const Count weight = cells[std::size_t(a) * bins + std::size_t(b)];
                if (weight != 0) drawCell(gaps_[g], a, b, weight);
            }
        }
    }
    rows_ = rows;
}

// One pixel in each column, which is what a density needs; 16 bits after the point.
void ParallelDensity::drawCell(Gap& gap, int from, int to, Count weight) const {
    const double start = binY_[std::size_t(from)];
    const double end = binY_[std::size_t(to)];
    auto y = static_cast<std::int64_t>(start * 65536);
    const auto step = static_cast<std::int64_t>((end - start) / gap.width * 65536);
    Count* column = gap.pixels.data();
    for (int x = 0; x < gap.width; ++x, column += height_, y += step) column[y >> 16] += weight;
}

template <class Color>
void ParallelDensity::paintWith(QImage& image, Color color) const {
    Count most = 1;
    for (const Gap& gap : gaps_) {
        for (const Count packed : gap.pixels) most = std::max(most, count(packed));
    }
    // How strongly a count shows: by its logarithm, so that single lines stay visible beside bundles of thousands.
    std::array<int, 1024> strength{};
    for (std::size_t i = 1; i < strength.size(); ++i) {
        const double share = std::log1p(double(i)) / std::log1p(double(std::min<Count>(most, 1023)));
        strength[i] = static_cast<int>(256 * std::min(1.0, 0.12 + 0.88 * share));
    }
    const int bottom = std::min(height_, image.height());
    for (const Gap& gap : gaps_) {
        const int right = std::min(gap.width, image.width() - gap.left);
        auto* corner = reinterpret_cast<QRgb*>(image.bits()) + gap.left;
        const auto stride = image.bytesPerLine() / qsizetype{sizeof(QRgb)};
        for (int x = 0; x < right; ++x) {
            const Count* pixel = gap.pixels.data() + std::size_t(x) * std::size_t(height_);
            QRgb* target = corner + x;
            for (int y = 0; y < bottom; ++y, ++pixel, target += stride) {
                // Spread over the neighbours above and below: cells are a few pixels apart.
                const Count near = (y > 0 ? pixel[-1] : 0) + 2 * *pixel + (y + 1 < height_ ? pixel[1] : 0);
                const Count n = count(near);
                if (n <= 0) continue;
                // 32 bits hold both: at most four times the rows, 255 each.
                const QRgb over =
                    color(static_cast<int>(static_cast<std::uint32_t>(sum(near)) / static_cast<std::uint32_t>(n)));
                const int s = strength[std::size_t(std::min<Count>((n + 3) / 4, 1023))];
                const auto premultiplied = [s](int channel) { return channel * s >> 8; };
                *target = qRgba(premultiplied(qRed(over)), premultiplied(qGreen(over)), premultiplied(qBlue(over)),
                                std::min(255, 255 * s >> 8));
            }
        }
    }
}

void ParallelDensity::paint(QImage& image, const ColorRamp& ramp) const {
    std::array<QRgb, 256> colors{};
    for (std::size_t i = 0; i < colors.size(); ++i) colors[i] = ramp.of(static_cast<float>(i) / 255.0F).rgb();
    paintWith(image, [&](int quality) { return colors[std::size_t(std::clamp(quality, 0, 255))]; });
}

void ParallelDensity::paint(QImage& image, const QColor& color) const {
    paintWith(image, [rgb = color.rgb()](int) { return rgb; });
}

}  // namespace lathe::gui

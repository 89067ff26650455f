// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/analysis/smooth_field.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lathe::search {

namespace {

constexpr double reach = 3;  // standard deviations of the kernel; beyond, a sample says nothing

double spread(const std::vector<FieldSample>& samples, double FieldSample::*at) {
    double mean = 0;
    double squares = 0;
    double n = 0;
    for (const FieldSample& sample : samples) {
        ++n;
        const double delta = sample.*at - mean;
        mean += delta / n;
        squares += delta * (sample.*at - mean);
    }
    return n > 1 ? std::sqrt(squares / (n - 1)) : 0;
}

// Scott's rule in two dimensions: sigma * n^(-1/6). Parameters that hardly vary still get a visible patch.
double bandwidth(const std::vector<FieldSample>& samples, double FieldSample::*at) {
    const double scott = spread(samples, at) * std::pow(static_cast<double>(samples.size()), -1.0 / 6);
    return std::clamp(scott, 0.02, 0.25);
}

}  // namespace

std::vector<double> smooth_field(std::span<const FieldSample> given, int columns, int rows) {
    std::vector<FieldSample> samples;
    for (const FieldSample& sample : given)
        if (std::isfinite(sample.x) && std::isfinite(sample.y) && std::isfinite(sample.value))
            samples.push_back(sample);
    const double width = bandwidth(samples, &FieldSample::x);
    const double height = bandwidth(samples, &FieldSample::y);
    const auto cells = static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows);
    std::vector<double> weights(cells, 0);
    std::vector<double> sums(cells, 0);
    std::vector<double> across(static_cast<std::size_t>(columns));
    // The kernel is a product, and each sample touches only the cells within its reach.
    for (const FieldSample& sample : samples) {
        const auto range = [](double middle, double size, int count) {
            const int first = static_cast<int>(std::floor((middle - reach * size) * count));
            const int last = static_cast<int>(std::ceil((middle + reach * size) * count));
            return std::pair(std::clamp(first, 0, count), std::clamp(last, 0, count));
        };
        const auto [left, right] = range(sample.x, width, columns);
        const auto [bottom, top] = range(sample.y, height, rows);
        for (int i = left; i < right; ++i) {
            const double d = ((i + 0.5) / columns - sample.x) / width;
            across[static_cast<std::size_t>(i)] = std::abs(d) <= reach ? std::exp(-d * d / 2) : 0;
        }
        for (int k = bottom; k < top; ++k) {
            const double d = ((k + 0.5) / rows - sample.y) / height;
            if (std::abs(d) > reach) continue;
            const double along = std::exp(-d * d / 2);
            const auto row = static_cast<std::size_t>(k) * static_cast<std::size_t>(columns);
            for (int i = left; i < right; ++i) {
                const double weight = along * across[static_cast<std::size_t>(i)];
                weights[row + static_cast<std::size_t>(i)] += weight;
                sums[row + static_cast<std::size_t>(i)] += weight * sample.value;
            }
        }
    }
    std::vector<double> field(cells, std::numeric_limits<double>::quiet_NaN());
    for (std::size_t i = 0; i < cells; ++i)
        if (weights[i] > 0) field[i] = sums[i] / weights[i];
    return field;
}

}  // namespace lathe::search

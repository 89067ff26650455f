// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/metrics/confusion_matrix.h"

#include <torch/types.h>

#include <algorithm>
#include <array>
#include <vector>

#include "core/train/data/picture_decoder.h"
#include "core/train/error.h"
#include "core/train/parallel/rank_group.h"

namespace lathe::train {

void ConfusionMatrix::add(const torch::Tensor& predicted, const torch::Tensor& truth) {
    const torch::Tensor places = truth.flatten() * classes_ + predicted.flatten();
    const torch::Tensor counts = torch::bincount(places, {}, classes_ * classes_);
    counts_ = counts_.defined() ? counts_ + counts : counts;
}

void ConfusionMatrix::reduce(const RankGroup& ranks) {
    if (ranks.is_alone()) return;
    counts_ = counts().flatten().clone();  // not one of the inference, which may not be changed
    ranks.sum(counts_);
}

torch::Tensor ConfusionMatrix::counts() const {
    if (!counts_.defined()) return torch::zeros({classes_, classes_}, torch::kInt64);
    return counts_.view({classes_, classes_}).cpu();
}

ClassScores ConfusionMatrix::scores() const {
    const torch::Tensor all = counts();
    const auto count = all.accessor<std::int64_t, 2>();
    ClassScores scores;
    std::int64_t right = 0;
    std::int64_t samples = 0;
    int present = 0;
    const auto quotient = [](double a, double b) { return b > 0 ? a / b : 0; };
    for (std::int64_t c = 0; c < classes_; ++c) {
        std::int64_t truly = 0;
        std::int64_t predicted = 0;
        for (std::int64_t other = 0; other < classes_; ++other) {
            truly += count[c][other];
            predicted += count[other][c];
        }
        right += count[c][c];
        samples += truly;
        if (truly + predicted == 0) continue;
        ++present;
        const auto hits = static_cast<double>(count[c][c]);
        scores.precision += quotient(hits, static_cast<double>(predicted));
        scores.recall += quotient(hits, static_cast<double>(truly));
        scores.f1 += quotient(2 * hits, static_cast<double>(truly + predicted));
    }
    scores.accuracy = quotient(static_cast<double>(right), static_cast<double>(samples));
    scores.precision = quotient(scores.precision, present);
    scores.recall = quotient(scores.recall, present);
    scores.f1 = quotient(scores.f1, present);
    return scores;
}

run::Picture ConfusionMatrix::picture() const {
    const torch::Tensor all = counts();
    const auto count = all.accessor<std::int64_t, 2>();
    const auto cell = std::max<std::int64_t>(1, 320 / classes_);  // pixels
    const std::int64_t side = cell * classes_;
    std::vector<std::uint8_t> pixels(static_cast<std::size_t>(side * side * 3));
    constexpr std::array<double, 3> blue{8, 48, 107};
    for (std::int64_t y = 0; y < side; ++y) {
        const std::int64_t truth = y / cell;
        std::int64_t row = 0;
        for (std::int64_t other = 0; other < classes_; ++other) row += count[truth][other];
        for (std::int64_t x = 0; x < side; ++x) {
            const double part = row > 0 ? static_cast<double>(count[truth][x / cell]) / static_cast<double>(row) : 0;
            for (std::size_t c = 0; c < 3; ++c) {
                pixels[static_cast<std::size_t>((y * side + x) * 3) + c] =
                    static_cast<std::uint8_t>(255 + part * (blue[c] - 255));
            }
        }
    }
    const int size = static_cast<int>(side);
    return {size, size, value_or_throw(encode_png(pixels, size, size))};
}

}  // namespace lathe::train

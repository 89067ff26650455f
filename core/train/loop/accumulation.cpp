// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/accumulation.h"

#include <iterator>

namespace lathe::train {

Result<Accumulation> Accumulation::from(const TrainerOptions& options) {
    Accumulation made;
    made.from_epoch_ = options.accumulation_schedule;
    if (!made.from_epoch_.empty() && options.accumulate_grad_batches != 1) {
        Error error;
        error.what = "both a number and a schedule of accumulated batches are given";
        error.hint = "remove train.accumulate_grad_batches, or train.accumulation_schedule";
        error.key = "train.accumulation_schedule";
        return fail(std::move(error));
    }
    made.from_epoch_.emplace(0, options.accumulate_grad_batches);
    return made;
}

std::int64_t Accumulation::at(std::int64_t epoch) const {
    return std::prev(from_epoch_.upper_bound(epoch))->second;
}

std::optional<std::int64_t> Accumulation::steps(std::int64_t epochs, std::int64_t batches) const {
    std::int64_t sum = 0;
    for (auto part = from_epoch_.begin(); part != from_epoch_.end() && part->first < epochs; ++part) {
        const auto next = std::next(part);
        const std::int64_t end = next == from_epoch_.end() ? epochs : std::min(next->first, epochs);
        const std::int64_t of_an_epoch = (batches + part->second - 1) / part->second;
        std::int64_t of_this = 0;
        if (__builtin_mul_overflow(end - part->first, of_an_epoch, &of_this) ||
            __builtin_add_overflow(sum, of_this, &sum)) {
            return std::nullopt;
        }
    }
    return sum;
}

}  // namespace lathe::train

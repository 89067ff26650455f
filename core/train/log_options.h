// SPDX-License-Identifier: GPL-3.0-or-later
// When a value that a module logs is written, and what is made of many.
#pragma once

#include <cstdint>
#include <optional>

namespace lathe::train {

// How the values of an epoch become one.
enum class Reduce : std::uint8_t { mean, sum, min, max };

// By default a value logged in training_step or a batch's hook is written as it is every log.every_n_steps, and one
// logged in an epoch's hook, in validation and in test as the mean over the epoch, weighted by batch size. Both at once
// give NAME_step and NAME_epoch.
struct LogOptions {
    std::optional<bool> on_step;
    std::optional<bool> on_epoch;
    Reduce reduce = Reduce::mean;
    std::optional<std::int64_t> batch_size;  // weight in the mean; the batch's own when not given
};

}  // namespace lathe::train

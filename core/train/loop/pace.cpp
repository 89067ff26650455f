// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/loop/pace.h"

namespace lathe::train {

void Pace::begin(std::int64_t step, Time now) {
    since_ = now;
    first_ = step;
}

std::optional<double> Pace::at(std::int64_t step, Time now) {
    using Seconds = std::chrono::duration<double>;
    constexpr Seconds shortest{0.5};
    constexpr Seconds longest{16};
    const Seconds time = now - since_;
    if (time < shortest) return std::nullopt;
    const std::int64_t steps = step - first_;
    const double pace = static_cast<double>(steps) / time.count();
    if (time < longest || steps < 2) return pace;
    // Half of it is forgotten as if all had gone at one pace: the average stays, and what comes weighs more.
    const std::int64_t forgotten = steps / 2;
    const Seconds half = time * (static_cast<double>(forgotten) / static_cast<double>(steps));
    since_ += std::chrono::duration_cast<Time::duration>(half);
    first_ += forgotten;
    return pace;
}

}  // namespace lathe::train

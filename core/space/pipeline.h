// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's output pipeline for the numeric kinds: continuous position -> exp if log -> round to q -> clip if bounded.
#pragma once

#include <cstdint>
#include <optional>

#include "core/space/space.h"

namespace lathe::space {

// The first value of a randint, whose range is [a, b): a, rounded up.
std::int64_t first_integer(const Distribution& d);
// The number of values of a randint; 0 when there are none.
std::uint64_t integer_count(const Distribution& d);

// The CDF of a distribution before values are rounded and clipped, at a value on the output scale. Not for choices and
// randint.
double continuous_cdf(const Distribution& d, double value);
// The inverse of continuous_cdf(): the value on the output scale at `u` in [0, 1], not rounded and not clipped.
double continuous_quantile(const Distribution& d, double u);

// Rounds a value of a quantised kind to a multiple of q, half to even, then clips it into [a, b] for the bounded kinds.
double quantise_and_clip(const Distribution& d, double x);

// A range of multiples of q: first * q, ..., last * q, before the clip.
struct Multiples {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
// The multiples that a bounded quantised kind can give with a probability above 0. nullopt for other kinds, or when the
// numbers leave the exact integers of a double.
std::optional<Multiples> multiples(const Distribution& d);

// The probability of the value that multiple k becomes.
double probability_of_multiple(const Distribution& d, const Multiples& range, std::int64_t k);

// The smallest value that can come out; -infinity for normal kinds, 0 for lognormal ones. Not for choices.
double lowest(const Distribution& d);
// The largest value that can come out; infinity where it is unbounded. Not for choices.
double highest(const Distribution& d);

}  // namespace lathe::space

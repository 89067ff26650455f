// SPDX-License-Identifier: GPL-3.0-or-later
// NNI's output pipeline for the numeric kinds: continuous position -> exp if log -> round to q -> clip if bounded.
#pragma once

#include <cstdint>
#include <optional>

#include "core/space/space.h"

namespace lathe::space {

// First value of a randint, and the number of its values.
std::int64_t first_integer(const Distribution& d);
std::uint64_t integer_count(const Distribution& d);

// CDF of the continuous variable before q and clip, at a value on the output scale; and its inverse. Not for choices
// and randint.
double continuous_cdf(const Distribution& d, double value);
double continuous_quantile(const Distribution& d, double u);

// round(x/q)*q, half to even, for the quantised kinds; then clipped into [a, b] for the bounded ones.
double quantise_and_clip(const Distribution& d, double x);

// The multiples of q that a bounded quantised kind can give with a probability above 0: k_first..k_last (before the
// clip). nullopt for unbounded kinds, or when the numbers leave the exact integers of a double.
struct Multiples {
    std::int64_t first = 0;
    std::int64_t last = 0;
};
std::optional<Multiples> multiples(const Distribution& d);

// The probability of the value that multiple k becomes.
double probability_of_multiple(const Distribution& d, const Multiples& range, std::int64_t k);

// Smallest and largest value that can come out; infinite where unbounded. Not for choices.
double lowest(const Distribution& d);
double highest(const Distribution& d);

}  // namespace lathe::space

// SPDX-License-Identifier: GPL-3.0-or-later
// The place of an item in the queue: higher priorities first, and among equals the lower position. A move gives one
// item another rank and leaves those of all others, so that it is one file written.
#pragma once

#include <cstdint>
#include <optional>

namespace lathe::queue {

// A place in the order of a queue.
struct Rank {
    int priority = 0;
    std::int64_t position = 0;

    bool operator==(const Rank&) const = default;
};

// Between neighbours there is room for so many moves by halves.
inline constexpr std::int64_t rank_gap = std::int64_t{1} << 20;

// Whether `a` is run before `b`.
bool comes_before(const Rank& a, const Rank& b);

// A rank between two neighbours (nullopt: there is none on that side) with the priority closest to `priority` that
// keeps the order. nullopt: there is no room between them.
std::optional<Rank> rank_between(const std::optional<Rank>& before, const std::optional<Rank>& after, int priority);

}  // namespace lathe::queue

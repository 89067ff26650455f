// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/distinct.h"

#include <algorithm>

#include "core/space/enumeration.h"

namespace lathe::search {

namespace {

constexpr int proposals = 8;
constexpr int random_draws = 32;

// Walks the finite space from a random place.
std::optional<space::Row> any_left(const space::Enumeration& space, const Observations& seen, Random& random) {
    const std::uint64_t size = *space.size();
    if (seen.distinct() >= size) return std::nullopt;
    std::uint64_t index = random.below(size);
    for (std::uint64_t i = 0; i < size; ++i, index = (index + 1) % size) {
        space::Row row = space.at(index);
        if (!seen.has(row)) return row;
    }
    return std::nullopt;
}

}  // namespace

namespace {

// Positions and values are rounded into each other: the row that counts is the one that a trial with these parameters
// will have.
bool is_new(const Observations& seen, const space::Row& row) {
    return !seen.has(seen.layout().snap(row));
}

}  // namespace

std::optional<space::Row> first_distinct(const Observations& seen, Random& random,
                                         const std::function<space::Row()>& propose) {
    const space::Layout& layout = seen.layout();
    space::Row row;
    for (int i = 0; i < proposals; ++i) {
        row = layout.snap(propose());
        if (is_new(seen, row)) return row;
    }
    const space::Enumeration space(layout);
    if (space.size() && *space.size() <= 2 * seen.all().size()) return any_left(space, seen, random);
    for (int i = 0; i < random_draws; ++i) {
        row = layout.snap(layout.sample(random));
        if (is_new(seen, row)) return row;
    }
    return space.size() ? any_left(space, seen, random) : row;
}

std::optional<Suggestion> as_suggestion(const space::Layout& layout, const std::optional<space::Row>& row) {
    if (!row) return std::nullopt;
    return Suggestion{layout.to_params(*row), {}, {}, {}};
}

}  // namespace lathe::search

#include "core/search/distinct.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <unordered_set>

#include "core/space/enumeration.h"

namespace lathe::search {

namespace {

constexpr int proposals = 8;
constexpr int random_draws = 32;

std::uint64_t hash_of(std::span<const double> row) {
    std::uint64_t hash = row.size();
    for (const double x : row) hash = mix_seeds(hash, std::isnan(x) ? 1 : std::bit_cast<std::uint64_t>(x));
    return hash;
}

// Walks the finite space from a random place. A 64-bit hash stands for the row: at most one configuration in 2^64 is
// taken for another one.
std::optional<space::Row> any_left(const space::Enumeration& space, const Observations& seen, Random& random) {
    std::unordered_set<std::uint64_t> tried;
    for (const auto& one : seen.all()) tried.insert(hash_of(one.row));
    const std::uint64_t size = *space.size();
    if (tried.size() >= size) return std::nullopt;
    std::uint64_t index = random.below(size);
    for (std::uint64_t i = 0; i < size; ++i, index = (index + 1) % size) {
        space::Row row = space.at(index);
        if (!tried.contains(hash_of(row))) return row;
    }
    return std::nullopt;
}

}  // namespace

std::optional<space::Row> first_distinct(const space::Layout& layout, const Observations& seen, Random& random,
                                         const std::function<space::Row()>& propose) {
    space::Row row;
    for (int i = 0; i < proposals; ++i) {
        row = layout.snap(propose());
        if (!seen.has(row)) return row;
    }
    const space::Enumeration space(layout);
    if (space.size() && *space.size() <= 2 * seen.all().size()) return any_left(space, seen, random);
    for (int i = 0; i < random_draws; ++i) {
        row = layout.snap(layout.sample(random));
        if (!seen.has(row)) return row;
    }
    return space.size() ? any_left(space, seen, random) : row;
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/sobol.h"

#include <algorithm>
#include <bit>

#include "core/base/random.h"
#include "core/search/tuners/sobol_table.h"

namespace lathe::search {

namespace {

constexpr int bits = 32;

std::array<std::uint32_t, bits> directions_of(std::size_t dimension) {
    std::array<std::uint32_t, bits> v{};
    if (dimension == 0) {  // van der Corput
        for (int i = 0; i < bits; ++i) v[static_cast<std::size_t>(i)] = 1u << (bits - 1 - i);
        return v;
    }
    const auto& entry = sobol_table[dimension - 1];
    const int degree = std::bit_width(entry.polynomial) - 1;
    for (int i = 0; i < bits; ++i) {
        auto& out = v[static_cast<std::size_t>(i)];
        if (i < degree) {
            out = static_cast<std::uint32_t>(entry.initial[static_cast<std::size_t>(i)]) << (bits - 1 - i);
            continue;
        }
        out = v[static_cast<std::size_t>(i - degree)] >> degree;
        for (int k = 1; k < degree; ++k)
            if ((entry.polynomial >> (degree - k) & 1u) != 0) out ^= v[static_cast<std::size_t>(i - k)];
        out ^= v[static_cast<std::size_t>(i - degree)];
    }
    return v;
}

// Every direction number through one random lower triangular matrix with ones on its diagonal (the most significant
// bit is the first row).
void scramble(std::array<std::uint32_t, bits>& directions, lathe::Random& random) {
    std::array<std::uint32_t, bits> rows{};
    for (int r = 0; r < bits; ++r) {
        const std::uint32_t diagonal = 1u << (bits - 1 - r);
        const std::uint32_t above = r == 0 ? 0 : ~0u << (bits - r);
        rows[static_cast<std::size_t>(r)] = diagonal | (static_cast<std::uint32_t>(random.next() >> 32) & above);
    }
    for (std::uint32_t& v : directions) {
        std::uint32_t out = 0;
        for (int r = 0; r < bits; ++r)
            out |= static_cast<std::uint32_t>(std::popcount(rows[static_cast<std::size_t>(r)] & v) & 1)
                   << (bits - 1 - r);
        v = out;
    }
}

}  // namespace

Sobol::Sobol(std::size_t dimensions, std::optional<std::uint64_t> seed)
    : dimensions_(dimensions), seed_(seed.value_or(0)) {
    Random random(mix_seeds(seed_, 0x50b01));
    const std::size_t count = std::min(dimensions, sobol_table.size() + 1);
    for (std::size_t d = 0; d < count; ++d) {
        directions_.push_back(directions_of(d));
        if (seed) scramble(directions_.back(), random);
        shifts_.push_back(seed ? static_cast<std::uint32_t>(random.next() >> 32) : 0);
    }
}

std::vector<double> Sobol::point(std::uint32_t index) const {
    std::vector<double> out(dimensions_);
    Random random(mix_seeds(seed_, index));
    const std::uint32_t gray = index ^ (index >> 1);
    for (std::size_t d = 0; d < dimensions_; ++d) {
        if (d >= directions_.size()) {
            out[d] = random.uniform();
            continue;
        }
        std::uint32_t x = shifts_[d];
        for (std::uint32_t left = gray; left != 0; left &= left - 1)
            x ^= directions_[d][static_cast<std::size_t>(std::countr_zero(left))];
        out[d] = static_cast<double>(x) * 0x1.0p-32;
    }
    return out;
}

}  // namespace lathe::search

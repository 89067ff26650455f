// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/sobol_rows.h"

#include <cmath>

namespace lathe::search {

space::Row SobolRows::row(const space::Layout& layout, std::optional<std::uint64_t> seed, int number) {
    if (!sobol_ || sobol_->dimensions() != layout.size()) sobol_.emplace(layout.size(), seed);
    space::Row row = sobol_->point(static_cast<std::uint32_t>(number));
    for (std::size_t c = 0; c < row.size(); ++c)
        if (layout.columns()[c].is_choice())
            row[c] = std::floor(row[c] * static_cast<double>(layout.columns()[c].distribution.branches.size()));
    return row;
}

space::Row SobolRows::first_tries(const space::Layout& layout, std::uint64_t seed, int number) {
    space::Row out = row(layout, seed, number);
    if (number > 0) return out;
    for (std::size_t c = 0; c < out.size(); ++c)
        if (!layout.columns()[c].is_choice()) out[c] = 0.5;
    return out;
}

}  // namespace lathe::search

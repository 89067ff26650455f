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

}  // namespace lathe::search

#include "core/search/ended.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/search/pareto.h"

namespace lathe::search {

Ended ended_trials(const Observations& seen) {
    Ended out;
    EndedCursor().advance(seen, [&](const Trial& trial, std::span<const double> row) {
        out.rows.push_back(row);
        out.losses.push_back(losses_of(seen.history(), trial));
    });
    return out;
}

std::vector<double> scalarised(const Ended& ended, std::size_t count) {
    std::vector<double> out(count, std::numeric_limits<double>::infinity());
    if (count == 0) return out;
    if (ended.losses.front().size() == 1) {
        for (std::size_t i = 0; i < count; ++i) out[i] = ended.losses[i].front();
        return out;
    }
    const std::vector<std::vector<double>> some(ended.losses.begin(),
                                                ended.losses.begin() + static_cast<std::ptrdiff_t>(count));
    return front_losses(some);
}

}  // namespace lathe::search

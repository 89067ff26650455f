#include "core/search/observations.h"

#include <algorithm>
#include <cmath>

namespace lathe::search {

bool same_row(std::span<const double> a, std::span<const double> b) {
    const auto same = [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); };
    return std::ranges::equal(a, b, same);
}

Observations::Observations(const space::Layout& layout, const History& history) {
    all_.reserve(history.trials.size());
    computed_.reserve(history.trials.size());
    for (const Trial& trial : history.trials) {
        if (!trial.row.empty() && trial.row.size() == layout.size()) {
            all_.push_back({&trial, trial.row});
        } else if (auto row = layout.to_row(trial.params)) {
            all_.push_back({&trial, computed_.emplace_back(std::move(*row))});
        }
    }
}

bool Observations::has(std::span<const double> row) const {
    return std::ranges::any_of(all_, [&](const Observation& one) { return same_row(one.row, row); });
}

}  // namespace lathe::search

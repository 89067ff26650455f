// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/tuners/aged_columns.h"

#include <cmath>

#include "core/search/tuners/parzen.h"

namespace lathe::search {

bool AgedColumns::holds_the_start_of(const Observations& seen, const std::vector<Scored>& scored,
                                     std::size_t count) const {
    if (id_ != seen.id() || held_.size() > count) return false;
    for (std::size_t i = 0; i < held_.size(); ++i)
        if (held_[i] != scored[i].observation) return false;
    return true;
}

void AgedColumns::follow(const Observations& seen, const std::vector<Scored>& scored, std::size_t count) {
    const auto& columns = seen.layout().columns();
    if (!holds_the_start_of(seen, scored, count)) {
        id_ = seen.id();
        held_.clear();
        columns_.clear();
        for (const space::Column& column : columns)
            columns_.emplace_back(column.is_choice() ? column.distribution.branches.size() : NumericParzen::bins);
    }
    while (held_.size() < count) {
        const auto rank = static_cast<double>(held_.size());
        held_.push_back(scored[held_.size()].observation);
        const auto row = seen.all()[held_.back()].row;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const double x = row[c];
            if (std::isnan(x)) continue;
            Sums& sums = columns_[c][columns[c].is_choice() ? static_cast<std::size_t>(x) : NumericParzen::bin_of(x)];
            ++sums.count;
            sums.ranks += rank;
            sums.positions += x;
            sums.ranked_positions += rank * x;
        }
    }
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/constraint.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <fmt/format.h>

namespace lathe::search {

double Constraint::excess(double value) const {
    if (std::isnan(value)) return std::numeric_limits<double>::infinity();
    const double beyond = side == Side::at_most ? value - limit : limit - value;
    return limit == 0 ? beyond : beyond / std::abs(limit);
}

std::string text_of(const Constraint& constraint) {
    return fmt::format("{} {} {}", constraint.metric,
                       constraint.side == Constraint::Side::at_most ? "<=" : ">=", constraint.limit);
}

std::vector<double> excesses_of(const std::vector<Constraint>& constraints, std::span<const double> values) {
    std::vector<double> out;
    for (std::size_t i = 0; i < constraints.size(); ++i)
        out.push_back(constraints[i].excess(i < values.size() ? values[i] : std::nan("")));
    return out;
}

double violation_of(std::span<const double> excesses) {
    double sum = 0;
    for (const double one : excesses) sum += std::max(0.0, one);
    return sum;
}

}  // namespace lathe::search

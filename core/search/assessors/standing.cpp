// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/assessors/standing.h"

#include <cmath>
#include <limits>

namespace lathe::search {

double or_worst(const History& history, double value) {
    const double infinity = std::numeric_limits<double>::infinity();
    return std::isnan(value) ? (history.mode == Mode::minimize ? infinity : -infinity) : value;
}

double best_of(const History& history, std::span<const Report> reports) {
    double best = or_worst(history, std::nan(""));
    for (const Report& report : reports)
        if (history.better(report.value, best)) best = report.value;
    return best;
}

}  // namespace lathe::search

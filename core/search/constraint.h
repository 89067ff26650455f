// SPDX-License-Identifier: GPL-3.0-or-later
// A limit that a metric of a trial has to keep (`search.constraints`). Plain values.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace lathe::search {

struct Constraint {
    // On which side of the limit the metric must be.
    enum class Side : std::uint8_t { at_most, at_least };

    std::string metric;
    Side side = Side::at_most;
    double limit = 0;

    // How far `value` lies beyond the limit, as a share of it (as it is where the limit is 0): 0 or less where the
    // limit is kept; +infinity for NaN.
    double excess(double value) const;
    bool operator==(const Constraint&) const = default;
};

// The constraint as a person writes it: "latency_ms <= 20".
std::string text_of(const Constraint& constraint);

// The excess of each constraint; of one that `values` has no value for it is +infinity.
std::vector<double> excesses_of(const std::vector<Constraint>& constraints, std::span<const double> values);

// How much constraints are broken in all: the sum of the excesses above 0. 0: all are kept.
double violation_of(std::span<const double> excesses);

}  // namespace lathe::search

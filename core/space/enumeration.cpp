// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/space/enumeration.h"

#include <cmath>
#include <limits>

#include "core/space/choice_values.h"
#include "core/space/pipeline.h"

namespace lathe::space {

namespace {

constexpr std::uint64_t countable = 1ull << 53;

}  // namespace

std::vector<double> distinct_branches(const Distribution& choice) {
    std::vector<double> out;
    const auto first = first_equal_branches(choice);
    for (std::size_t b = 0; b < first.size(); ++b)
        if (first[b] == b) out.push_back(static_cast<double>(b));
    return out;
}

Enumeration::Enumeration(const Layout& layout) : layout_(layout), choices_(layout.size()) {
    for (std::size_t c = 0; c < layout.size(); ++c) {
        const Distribution& d = layout.columns()[c].distribution;
        if (d.kind == Kind::choice) choices_[c] = distinct_branches(d);
    }
    size_ = product(layout.roots());
}

Enumeration::Count Enumeration::count(std::size_t column) const {
    const Distribution& d = layout_.columns()[column].distribution;
    if (d.kind == Kind::randint) return integer_count(d);
    if (const auto range = multiples(d)) return static_cast<std::uint64_t>(range->last - range->first) + 1;
    if (d.kind != Kind::choice) return std::nullopt;
    if (!d.is_nested()) return choices_[column].size();
    std::uint64_t sum = 0;
    for (std::size_t b = 0; b < d.branches.size(); ++b) {
        const Count inside = product(layout_.children(column, b));
        if (!inside) return std::nullopt;
        sum += *inside;
    }
    return sum <= countable ? Count(sum) : std::nullopt;
}

Enumeration::Count Enumeration::product(const std::vector<std::size_t>& columns) const {
    std::uint64_t total = 1;
    for (const std::size_t column : columns) {
        const Count one = count(column);
        if (!one || *one > countable / total) return std::nullopt;
        total *= *one;
    }
    return total;
}

Row Enumeration::at(std::uint64_t index) const {
    Row row(layout_.size(), std::numeric_limits<double>::quiet_NaN());
    place_all(row, layout_.roots(), index);
    return row;
}

void Enumeration::place_all(Row& row, const std::vector<std::size_t>& columns, std::uint64_t index) const {
    for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
        const std::uint64_t n = count(*column).value_or(1);
        place(row, *column, index % n);
        index /= n;
    }
}

void Enumeration::place(Row& row, std::size_t column, std::uint64_t index) const {
    const Distribution& d = layout_.columns()[column].distribution;
    if (d.kind == Kind::randint) {
        row[column] = d.to_unit(first_integer(d) + static_cast<std::int64_t>(index));
    } else if (const auto range = multiples(d)) {
        const auto k = static_cast<double>(range->first + static_cast<std::int64_t>(index));
        row[column] = d.to_unit(quantise_and_clip(d, k * d.q));
    } else if (!d.is_nested()) {
        row[column] = choices_[column][index];
    } else {
        for (std::size_t b = 0; b < d.branches.size(); ++b) {
            const std::uint64_t inside = product(layout_.children(column, b)).value_or(1);
            if (index >= inside) {
                index -= inside;
                continue;
            }
            row[column] = static_cast<double>(b);
            place_all(row, layout_.children(column, b), index);
            return;
        }
    }
}

}  // namespace lathe::space

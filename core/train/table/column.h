// SPDX-License-Identifier: GPL-3.0-or-later
// A column of a table, its cells read as what they are. No torch.
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// What the cells of a column are.
enum class ColumnType : std::uint8_t {
    number,
    category,
    date,      // or a time; days since 1970-01-01
    text,      // many different texts
    id,        // names its row: all different
    constant,  // one value, without gaps
    empty      // no values
};
// The name of a type in data.types: "number".
std::string_view name_of(ColumnType type);
// The type that name_of() calls so; nullopt: none.
std::optional<ColumnType> column_type(std::string_view name);

// What a column is used for.
enum class ColumnRole : std::uint8_t { feature, target, left_out };
// The name of a role: "feature", "target", "left out".
std::string_view name_of(ColumnRole role);

// Cells either as numbers or as places in a list of words.
struct Column {
    std::string name;
    ColumnType type = ColumnType::empty;
    bool inferred = true;  // the type; otherwise the person has said it
    ColumnRole role = ColumnRole::feature;
    std::string why;  // it is left out

    // One of both is as long as the table.
    std::vector<double> numbers;      // of numbers and dates; NaN: missing
    std::vector<std::int32_t> codes;  // of all others: places in `words`; -1: missing
    std::vector<std::string> words;   // each as it is first written
    bool has_time = false;            // of dates: some have one
    bool day_first = false;           // of dates: as 3/4/2025 is read
    bool order_is_guess = false;      // of dates: neither the table nor the options say how to read 3/4/2025

    std::int64_t missing = 0;
    // Why the column cannot be used as it is; an error only when it is to be used.
    std::optional<Error> problem;
    // What else a person should know of it; may be empty.
    std::string note;

    // Whether it has numbers rather than words: numbers and dates; also a column without rows.
    bool holds_numbers() const { return codes.empty(); }
    // The number of rows.
    std::int64_t size() const { return static_cast<std::int64_t>(holds_numbers() ? numbers.size() : codes.size()); }
    // Whether the cell of a row is missing. `row`: 0 .. size()-1, not checked.
    bool is_missing(std::int64_t row) const {
        const auto at = static_cast<std::size_t>(row);
        return holds_numbers() ? std::isnan(numbers[at]) : codes[at] < 0;
    }
    // Leaves only the rows that `kept` names; counts what is missing anew.
    void keep_rows(const std::vector<bool>& kept);
};

}  // namespace lathe::train

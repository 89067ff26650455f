// SPDX-License-Identifier: GPL-3.0-or-later
// What a table holds and what training makes of it, for a person to look at. No torch; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "core/base/json.h"
#include "core/train/table/data_table.h"

namespace lathe::train {

// A column for a person.
struct ColumnDescription {
    std::string name;
    ColumnType type = ColumnType::empty;
    ColumnRole role = ColumnRole::feature;
    std::string why;   // it is left out
    std::string note;  // what else is to be known, what keeps it from being used included; may be empty
    std::int64_t missing = 0;
    std::int64_t distinct = 0;

    // Of numbers and dates (days since 1970-01-01); nullopt: of others, or nothing is there.
    struct Range {
        double low = 0;
        double high = 0;
        double mean = 0;
        double deviation = 0;
    };
    std::optional<Range> range;
    bool has_time = false;

    // Of words the most frequent values and how often they are there.
    std::vector<std::pair<std::string, std::int64_t>> values;
    // How many numbers fall into each of equal parts of the range; of words the counts of `values`.
    std::vector<std::int64_t> histogram;

    // The lower end of the range as a person writes it: "1.5", "2025-03-04". Empty: there is no range.
    std::string low_text() const;
    // The upper end of the range likewise.
    std::string high_text() const;
};

// A table for a person.
struct TableDescription {
    std::string file;
    std::string encoding;
    char delimiter = ',';
    DecimalMark mark = DecimalMark::point;
    std::int64_t rows = 0;
    std::vector<ColumnDescription> columns;
    std::vector<std::string> notes;

    // The description for programs: file, encoding, delimiter, decimal, rows, columns and notes.
    Json to_json() const;
};

// Reads a table and describes its columns. `options.target` may be empty. The error: the file cannot be read, or the
// options name columns that are not there.
Result<TableDescription> describe_table(const CsvOptions& options);

// A number for a table: six digits.
std::string short_number(double value);

}  // namespace lathe::train

// SPDX-License-Identifier: GPL-3.0-or-later
// A table read for learning: each column as what it is, with what is done with it and why. No torch.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/train/table/cell_number.h"
#include "core/train/table/column.h"
#include "core/train/table/csv_options.h"

namespace lathe::train {

// Columns of one length.
struct DataTable {
    std::vector<Column> columns;  // in the order of the file
    std::vector<int> lines;       // where each row begins in the file
    // Classes in the order of their numbers, of a classification: places in the target's `words`.
    std::vector<std::int32_t> class_order;
    std::vector<std::string> notes;  // a sentence each

    char delimiter = ',';
    std::string encoding;
    DecimalMark mark = DecimalMark::point;
    bool mark_is_guess = false;  // see ColumnReader::mark_is_guess()
    std::int64_t rows_in_file = 0;

    // The number of rows, without those that were left out.
    std::int64_t rows() const { return static_cast<std::int64_t>(lines.size()); }
    // The column that is the target; nullptr: there is none.
    const Column* target() const;
    // The columns that are features, in the order of the file; valid as long as `columns` is not changed.
    std::vector<const Column*> features() const;
};

// What a table is read for.
enum class ReadFor : std::uint8_t {
    learning,   // what cannot be used as it is is an error
    describing  // is told in the columns and notes, and all rows stay
};
// Reads the table that the options name. The error says file, line and column, the option in question and what to do.
Result<DataTable> read_data_table(const CsvOptions& options, ReadFor purpose = ReadFor::learning);

}  // namespace lathe::train

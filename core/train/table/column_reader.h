// SPDX-License-Identifier: GPL-3.0-or-later
// From the text of a column to its type and values. No torch.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/train/table/cell_date.h"
#include "core/train/table/cell_number.h"
#include "core/train/table/column.h"
#include "core/train/table/csv_options.h"
#include "core/train/table/csv_table.h"

namespace lathe::train {

// Refers to table and options. Const, any thread.
class ColumnReader {
  public:
    // Finds the decimal mark, for which all cells may be read.
    ColumnReader(const CsvTable& table, const CsvOptions& options);

    // Reads a column as what it is, or as data.types has it.
    Column read(std::size_t column) const;
    // Reads a column as the target of the task: classes, or numbers.
    Column read_target(std::size_t column) const;

    // What divides whole from part in the numbers of this table.
    DecimalMark mark() const { return mark_; }
    // Whether it is a guess: there is a 1,234, and neither the table nor the options say what its comma is.
    bool mark_is_guess() const { return mark_is_guess_; }

  private:
    bool is_missing(std::string_view cell) const;
    DecimalMark find_mark();
    Column read_as(std::size_t column, ColumnType type) const;

    // Each says in `problem` which cell does not fit, if there is one.
    Column as_numbers(std::size_t column) const;
    Column as_dates(std::size_t column) const;
    Column as_words(std::size_t column) const;
    void infer_numbers(Column& column) const;
    void infer_words(Column& column) const;
    Error misfit(std::size_t row, std::size_t column, const std::string& expected) const;

    const CsvTable& table_;
    const CsvOptions& options_;
    bool mark_is_guess_ = false;
    DecimalMark mark_;
};

}  // namespace lathe::train

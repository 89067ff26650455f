// SPDX-License-Identifier: GPL-3.0-or-later
// A table of text with a header and rows of one length (core/base/csv.h reads the records). No torch; any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe::train {

// Cells without blanks around them, by row and column from 0.
class CsvTable {
  public:
    std::vector<std::string> header;

    // The number of rows, without the header.
    std::size_t rows() const { return lines_.size(); }
    // The number of cells in every row.
    std::size_t columns() const { return header.size(); }
    // A cell without the blanks around it. Valid as long as the table.
    std::string_view cell(std::size_t row, std::size_t column) const {
        const std::size_t at = row * header.size() + column;
        return std::string_view(bytes_).substr(ends_[at], ends_[at + 1] - ends_[at]);
    }
    // The line of the file, from 1, in which a row begins.
    int line(std::size_t row) const { return lines_[row]; }
    // Adds a row. `cells`: as many as the header has.
    void add_row(const std::vector<std::string>& cells, int line);

    // How the file is written; found out, or as the options said.
    char delimiter = ',';
    std::string encoding = "utf-8";

  private:
    std::string bytes_;  // of all cells, one after another
    std::vector<std::uint64_t> ends_{0};
    std::vector<int> lines_;
};

// How a file is written, as far as the person says it; otherwise it is found out.
struct CsvForm {
    std::string delimiter = "auto";
    std::string encoding = "auto";
    bool header = true;  // otherwise columns are called "column 1", "column 2"
};

// Reads a table from text. Errors say the line: rows of another length, an open quote, no rows, a name that two columns
// have. A column without a name is called "column N".
Result<CsvTable> parse_csv(std::string_view text, const CsvForm& form = {});
// Reads a table from a file. Errors name the file and the options in question, too: bytes that are no text, an unknown
// delimiter.
Result<CsvTable> read_csv(const std::filesystem::path& path, const CsvForm& form = {});

}  // namespace lathe::train

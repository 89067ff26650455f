// SPDX-License-Identifier: GPL-3.0-or-later
// Tables of text as RFC 4180 has them: quotes, doubled quotes, line breaks within quotes. A line may end in LF, CR LF
// or CR; a byte order mark is skipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe {

// Blanks and tabs at both ends of a cell, outside of its quotes: part of it, as RFC 4180 has it, or not.
enum class Blanks : std::uint8_t { kept, trimmed };

// One record at a time from a text that must outlive it. One thread.
class CsvReader {
  public:
    // Skips a byte order mark.
    explicit CsvReader(std::string_view text, char delimiter = ',', Blanks blanks = Blanks::kept);

    // Whether there is no record any more.
    bool at_end() const { return at_ == text_.size(); }
    // The line, from 1, where the next record begins.
    int line() const { return line_; }
    // Bytes of `text` up to the next record.
    std::size_t offset() const { return at_; }

    // The cells of the next record; a blank line is one empty cell. Call unless at_end(). The error says the line: a
    // quote that is never closed, or text after a closing quote.
    Result<std::vector<std::string>> next();

  private:
    Result<std::string> cell();
    Result<std::string> quoted_cell();
    bool is_blank(char c) const { return (c == ' ' || c == '\t') && c != delimiter_; }
    void skip_blanks();

    std::string_view text_;
    char delimiter_;
    Blanks blanks_;
    std::size_t at_ = 0;
    int line_ = 1;
};

// A number as Python's csv and pandas read it: the shortest digits that read back to the same double; nan, inf, -inf.
std::string csv_number(double value);
// The same with the digits that read back to the same float.
std::string csv_number(float value);
// A cell as it is written, in quotes where it must be.
std::string csv_cell(std::string_view text);
// A record as a line of text with its newline.
std::string join_csv_line(const std::vector<std::string>& cells);

}  // namespace lathe

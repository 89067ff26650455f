// SPDX-License-Identifier: GPL-3.0-or-later
// Aligned columns for a person's terminal.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lathe::ctl {

class TextTable {
  public:
    enum class Align { left, right };

    void add_column(std::string title, Align align = Align::left);
    // As many cells as there are columns. Control characters are shown as '?', so that no text can steer the terminal.
    void add_row(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    // What a line of str() may lose that has less room than it needs, the first to be named first: the whole column of
    // this title, if there is one.
    void may_leave_out(std::string title) { may_leave_out_.push_back(std::move(title)); }
    // And at last the beginnings of this column's cells, which "..." stands for: of names it is the end that tells them
    // apart.
    void may_cut_beginnings(std::string title) { may_cut_ = std::move(title); }
    // Title row and rows, two spaces between columns, none at the end of a line. `room`: the columns of the terminal;
    // nullopt: all is shown.
    std::string str(std::optional<int> room = std::nullopt) const;

  private:
    std::vector<int> widths() const;
    std::size_t column(const std::string& title) const;  // how many there are: none has it
    // What is shown of a cell that has so many columns of the terminal.
    static std::string end_of(const std::string& cell, int width);

    std::vector<Align> aligns_;
    std::vector<std::string> titles_;
    std::vector<std::vector<std::string>> rows_;
    std::vector<std::string> may_leave_out_;
    std::string may_cut_;
};

}  // namespace lathe::ctl

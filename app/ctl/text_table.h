// SPDX-License-Identifier: GPL-3.0-or-later
// Aligned columns for a person's terminal.
#pragma once

#include <string>
#include <vector>

namespace lathe::ctl {

class TextTable {
  public:
    enum class Align { left, right };

    void add_column(std::string title, Align align = Align::left);
    // As many cells as there are columns. Control characters are shown as '?', so that no text can steer the terminal.
    void add_row(std::vector<std::string> cells);
    bool empty() const { return rows_.empty(); }
    // Title row and rows, two spaces between columns, none at the end of a line.
    std::string str() const;

  private:
    std::vector<Align> aligns_;
    std::vector<std::string> titles_;
    std::vector<std::vector<std::string>> rows_;
};

}  // namespace lathe::ctl

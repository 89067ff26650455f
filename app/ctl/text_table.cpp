// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/text_table.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "core/base/printable.h"

namespace lathe::ctl {

void TextTable::add_column(std::string title, Align align) {
    titles_.push_back(std::move(title));
    aligns_.push_back(align);
}

void TextTable::add_row(std::vector<std::string> cells) {
    cells.resize(titles_.size());
    for (auto& cell : cells) cell = printable(cell);
    rows_.push_back(std::move(cells));
}

std::string TextTable::str() const {
    std::vector<int> widths(titles_.size(), 0);
    const auto measure = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
    };
    measure(titles_);
    for (const auto& row : rows_) measure(row);

    std::string out;
    const auto put = [&](const std::vector<std::string>& cells) {
        std::string line;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const std::string gap(static_cast<std::size_t>(widths[i] - display_width(cells[i])), ' ');
            if (i > 0) line += "  ";
            line += aligns_[i] == Align::right ? gap + cells[i] : cells[i] + gap;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    };
    put(titles_);
    for (const auto& row : rows_) put(row);
    return out;
}

}  // namespace lathe::ctl

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/text_table.h"

#include <algorithm>
#include <numeric>
#include <string_view>
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

std::vector<int> TextTable::widths() const {
    std::vector<int> widths(titles_.size(), 0);
    const auto measure = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], display_width(cells[i]));
    };
    measure(titles_);
    for (const auto& row : rows_) measure(row);
    return widths;
}

std::size_t TextTable::column(const std::string& title) const {
    return static_cast<std::size_t>(std::ranges::find(titles_, title) - titles_.begin());
}

std::string TextTable::end_of(const std::string& cell, int width) {
    if (display_width(cell) <= width) return cell;
    const std::string dots(static_cast<std::size_t>(std::min(width, 3)), '.');
    const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; };
    std::size_t begin = cell.size();
    for (std::size_t at = cell.size(); at-- > 0;)
        if (starts_character(cell[at])) {
            if (display_width(std::string_view(cell).substr(at)) > width - 3) break;
            begin = at;
        }
    return dots + cell.substr(begin);
}

std::string TextTable::str(std::optional<int> room) const {
    constexpr int gap_width = 2;
    constexpr int least_width = 12;  // of cells that are cut: the time in a study's name, and more
    std::vector<int> widths = this->widths();
    std::vector<bool> shown(titles_.size(), true);
    int whole = std::accumulate(widths.begin(), widths.end(), 0) + gap_width * (static_cast<int>(widths.size()) - 1);
    for (const std::string& title : may_leave_out_) {
        const std::size_t i = column(title);
        if (!room || whole <= *room || i == titles_.size()) continue;
        shown[i] = false;
        whole -= widths[i] + gap_width;
    }
    if (const std::size_t i = column(may_cut_); room && whole > *room && i < titles_.size())
        widths[i] = std::min(widths[i], std::max(least_width, widths[i] - (whole - *room)));

    std::string out;
    const auto put = [&](const std::vector<std::string>& cells) {
        std::string line;
        bool is_first = true;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            if (!shown[i]) continue;
            const std::string cell = end_of(cells[i], widths[i]);
            const std::string gap(static_cast<std::size_t>(widths[i] - display_width(cell)), ' ');
            if (!std::exchange(is_first, false)) line += std::string(gap_width, ' ');
            line += aligns_[i] == Align::right ? gap + cell : cell + gap;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    };
    put(titles_);
    for (const auto& row : rows_) put(row);
    return out;
}

}  // namespace lathe::ctl

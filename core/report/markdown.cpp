// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/report/markdown.h"

#include <algorithm>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "core/base/text.h"
#include "core/report/markdown_inline.h"
#include "core/report/svg_writer.h"

namespace lathe::report {

namespace {

using Lines = std::vector<std::string>;

constexpr int deepest_block = 12;  // quotes and lists within each other

Lines lines_of(std::string_view text) {
    Lines lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find('\n', begin), text.size());
        std::string line;
        for (const char c : text.substr(begin, end - begin)) line += c == '\t' ? "    " : std::string(1, c);
        if (line.ends_with('\r')) line.pop_back();
        lines.push_back(std::move(line));
        begin = end + 1;
    }
    return lines;
}

std::size_t indent_of(const std::string& line) {
    return std::min(line.find_first_not_of(' '), line.size());
}

bool is_blank(const std::string& line) {
    return strip(line).empty();
}

// "***", "- - -"
bool is_rule(const std::string& line) {
    std::string marks;
    for (const char c : line)
        if (c != ' ') marks += c;
    return marks.size() >= 3 && (marks[0] == '-' || marks[0] == '*' || marks[0] == '_') &&
           marks.find_first_not_of(marks[0]) == std::string::npos;
}

int heading_of(const std::string& line) {
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    return hashes >= 1 && hashes <= 6 && (hashes == line.size() || line[hashes] == ' ') ? static_cast<int>(hashes) : 0;
}

struct Item {
    bool numbered = false;
    std::size_t content = 0;  // column where the text begins
};

std::optional<Item> item_of(const std::string& line) {
    const std::size_t begin = indent_of(line);
    if (begin >= line.size() || is_rule(line)) return std::nullopt;
    std::size_t end = begin;
    const bool numbered = is_digit(line[begin]);
    if (numbered) {
        while (end < line.size() && is_digit(line[end])) ++end;
        if (end - begin > 9 || end >= line.size() || (line[end] != '.' && line[end] != ')')) return std::nullopt;
    } else if (line[begin] != '-' && line[begin] != '*' && line[begin] != '+') {
        return std::nullopt;
    }
    ++end;
    if (end < line.size() && line[end] != ' ') return std::nullopt;
    return Item{numbered, std::min(end + 1, line.size())};
}

std::string fence_of(const std::string& line) {
    const std::string text(strip(line));
    for (const char* fence : {"```", "~~~"})
        if (text.starts_with(fence)) return fence;
    return {};
}

std::vector<std::string> cells_of(const std::string& line) {
    std::string_view text = strip(line);
    if (text.starts_with('|')) text.remove_prefix(1);
    if (text.ends_with('|') && !text.ends_with("\\|")) text.remove_suffix(1);
    std::vector<std::string> cells(1);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '|') cells.back() += text[++i];
        else if (text[i] == '|') cells.emplace_back();
        else cells.back() += text[i];
    }
    for (auto& cell : cells) cell = std::string(strip(cell));
    return cells;
}

// "|---|:--:|"
bool is_table_rule(const std::string& line) {
    return line.find('-') != std::string::npos && line.find('|') != std::string::npos &&
           line.find_first_not_of("|-: ") == std::string::npos;
}

class BlockReader {
  public:
    BlockReader(Lines lines, int level, int depth) : lines_(std::move(lines)), level_(level), depth_(depth) {}

    std::string read() {
        while (at_ < lines_.size()) block();
        return std::move(out_);
    }

  private:
    void block() {
        const std::string& line = lines_[at_];
        if (is_blank(line)) {
            ++at_;
        } else if (const int hashes = heading_of(line)) {
            const int level = std::min(6, level_ + hashes - 1);
            std::string_view text = strip(std::string_view(line).substr(static_cast<std::size_t>(hashes)));
            while (text.ends_with('#')) text.remove_suffix(1);
            out_ += fmt::format("<h{0}>{1}</h{0}>\n", level, markdown_inline(strip(text)));
            ++at_;
        } else if (!fence_of(line).empty()) {
            code();
        } else if (is_rule(line)) {
            out_ += "<hr/>\n";
            ++at_;
        } else if (depth_ < deepest_block && strip(line).starts_with('>')) {
            quote();
        } else if (depth_ < deepest_block && item_of(line)) {
            list();
        } else if (at_ + 1 < lines_.size() && line.find('|') != std::string::npos && is_table_rule(lines_[at_ + 1])) {
            table();
        } else {
            paragraph();
        }
    }

    void code() {
        const std::string fence = fence_of(lines_[at_++]);
        std::string text;
        while (at_ < lines_.size() && !strip(lines_[at_]).starts_with(fence)) text += lines_[at_++] + "\n";
        ++at_;
        out_ += "<pre><code>" + xml_text(text) + "</code></pre>\n";
    }

    void quote() {
        Lines inner;
        while (at_ < lines_.size() && strip(lines_[at_]).starts_with('>')) {
            std::string text(strip(lines_[at_++]).substr(1));
            if (text.starts_with(' ')) text.erase(0, 1);
            inner.push_back(std::move(text));
        }
        out_ += "<blockquote>" + BlockReader(std::move(inner), level_, depth_ + 1).read() + "</blockquote>\n";
    }

    // What is indented as far as an item's text belongs to the item.
    void list() {
        const bool numbered = item_of(lines_[at_])->numbered;
        const std::size_t indent = indent_of(lines_[at_]);
        out_ += numbered ? "<ol>" : "<ul>";
        while (at_ < lines_.size()) {
            const auto item = item_of(lines_[at_]);
            if (!item || item->numbered != numbered || indent_of(lines_[at_]) > indent + 1) break;
            Lines inner{lines_[at_++].substr(item->content)};
            while (at_ < lines_.size() && belongs(item->content)) {
                const std::string& line = lines_[at_++];
                inner.push_back(line.substr(std::min(indent_of(line), item->content)));
            }
            std::string html = BlockReader(std::move(inner), level_, depth_ + 1).read();
            // A tight item is a line, not a paragraph.
            if (html.starts_with("<p>") && html.find("<p>", 1) == std::string::npos) {
                html.erase(html.find("</p>"), 4);
                html.erase(0, 3);
            }
            out_ += "<li>" + html + "</li>";
            // A blank line between two items does not end the list.
            const auto next =
                at_ + 1 < lines_.size() && is_blank(lines_[at_]) ? item_of(lines_[at_ + 1]) : std::nullopt;
            if (next && next->numbered == numbered) ++at_;
        }
        out_ += numbered ? "</ol>\n" : "</ul>\n";
    }

    bool belongs(std::size_t content) const {
        const std::string& line = lines_[at_];
        if (is_blank(line))
            return at_ + 1 < lines_.size() && !is_blank(lines_[at_ + 1]) && indent_of(lines_[at_ + 1]) >= content;
        return indent_of(line) >= content || (!is_blank(lines_[at_ - 1]) && !begins_block(line));
    }

    static bool begins_block(const std::string& line) {
        return is_blank(line) || heading_of(line) != 0 || !fence_of(line).empty() || is_rule(line) ||
               strip(line).starts_with('>') || item_of(line).has_value();
    }

    void table() {
        const auto header = cells_of(lines_[at_]);
        at_ += 2;
        out_ += "<table><thead><tr>";
        for (const auto& cell : header) out_ += "<th scope=\"col\">" + markdown_inline(cell) + "</th>";
        out_ += "</tr></thead><tbody>";
        while (at_ < lines_.size() && !is_blank(lines_[at_]) && lines_[at_].find('|') != std::string::npos) {
            auto cells = cells_of(lines_[at_++]);
            cells.resize(header.size());
            out_ += "<tr>";
            for (const auto& cell : cells) out_ += "<td>" + markdown_inline(cell) + "</td>";
            out_ += "</tr>";
        }
        out_ += "</tbody></table>\n";
    }

    void paragraph() {
        std::string text(lines_[at_].substr(indent_of(lines_[at_])));
        ++at_;
        while (at_ < lines_.size() && !begins_block(lines_[at_])) {
            text += "\n" + lines_[at_].substr(indent_of(lines_[at_]));
            ++at_;
        }
        while (text.ends_with(' ')) text.pop_back();
        out_ += "<p>" + markdown_inline(text) + "</p>\n";
    }

    Lines lines_;
    int level_;
    int depth_;
    std::size_t at_ = 0;
    std::string out_;
};

}  // namespace

std::string markdown_html(std::string_view text, int level) {
    return BlockReader(lines_of(text), std::clamp(level, 1, 6), 0).read();
}

}  // namespace lathe::report

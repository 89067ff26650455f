// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/csv.h"

#include <cmath>

#include <fmt/format.h>

namespace lathe {

namespace {

tl::unexpected<Error> fail_at_line(int line, std::string what) {
    Error error{std::move(what), "correct the line"};
    error.line = line;
    return fail(std::move(error));
}

}  // namespace

CsvReader::CsvReader(std::string_view text, char delimiter, Blanks blanks)
    : text_(text), delimiter_(delimiter), blanks_(blanks) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

Result<std::vector<std::string>> CsvReader::next() {
    std::vector<std::string> cells;
    while (true) {
        auto one = cell();
        if (!one) return fail(std::move(one.error()));
        cells.push_back(std::move(*one));
        if (at_end()) return cells;
        const char c = text_[at_++];
        if (c == delimiter_) continue;
        if (c == '\r' && !at_end() && text_[at_] == '\n') ++at_;
        if (c != '\r' && c != '\n') return fail_at_line(line_, "text follows a closing quote");
        ++line_;
        return cells;
    }
}

void CsvReader::skip_blanks() {
    while (blanks_ == Blanks::trimmed && !at_end() && is_blank(text_[at_])) ++at_;
}

Result<std::string> CsvReader::cell() {
    skip_blanks();
    if (!at_end() && text_[at_] == '"') return quoted_cell();
    const std::size_t start = at_;
    while (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    std::size_t end = at_;
    while (blanks_ == Blanks::trimmed && end > start && is_blank(text_[end - 1])) --end;
    return std::string(text_.substr(start, end - start));
}

Result<std::string> CsvReader::quoted_cell() {
    const int start = line_;
    std::string cell;
    for (++at_; !at_end(); ++at_) {
        if (text_[at_] == '\n') ++line_;
        if (text_[at_] != '"') {
            cell += text_[at_];
        } else if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
            cell += text_[at_++];
        } else {
            ++at_;
            skip_blanks();
            return cell;
        }
    }
    return fail_at_line(start, "a quote that begins here is never closed");
}

namespace {

template <class T>
std::string shortest_text(T value) {
    if (std::isnan(value)) return "nan";  // of either sign
    return fmt::format("{}", value);
}

}  // namespace

std::string csv_number(double value) {
    return shortest_text(value);
}

std::string csv_number(float value) {
    return shortest_text(value);
}

std::string csv_cell(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string cell = "\"";
    for (const char c : text) {
        if (c == '"') cell += '"';
        cell += c;
    }
    cell += '"';
    return cell;
}

std::string join_csv_line(const std::vector<std::string>& cells) {
    std::string line;
    for (const auto& cell : cells) {
        if (&cell != &cells.front()) line += ',';
        line += csv_cell(cell);
    }
    line += '\n';
    return line;
}

}  // namespace lathe

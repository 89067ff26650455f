#include "core/base/csv.h"

namespace lathe {

namespace {

tl::unexpected<Error> fail_at_line(int line, std::string what) {
    Error error{std::move(what), "correct the line"};
    error.line = line;
    return fail(std::move(error));
}

}  // namespace

CsvReader::CsvReader(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {
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

Result<std::string> CsvReader::cell() {
    if (!at_end() && text_[at_] == '"') return quoted_cell();
    const std::size_t start = at_;
    while (!at_end() && text_[at_] != delimiter_ && text_[at_] != '\n' && text_[at_] != '\r') ++at_;
    return std::string(text_.substr(start, at_ - start));
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
            return cell;
        }
    }
    return fail_at_line(start, "a quote that begins here is never closed");
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

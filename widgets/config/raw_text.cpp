// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/raw_text.h"

namespace lathe::gui {

namespace {

// Offset in bytes of a column counted in characters.
std::size_t offsetOf(std::string_view text, std::size_t line, int column) {
    std::size_t at = line;
    for (int i = 1; i < column && at < text.size(); ++i) {
        ++at;
        while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80) ++at;
    }
    return at;
}

std::size_t endOfQuoted(std::string_view text, std::size_t start) {
    const char quote = text[start];
    for (std::size_t at = start + 1; at < text.size() && text[at] != '\n'; ++at) {
        if (quote == '"' && text[at] == '\\') {
            ++at;
        } else if (text[at] == quote) {
            if (quote == '"' || at + 1 == text.size() || text[at + 1] != '\'') return at + 1;
            ++at;
        }
    }
    return start;
}

// A number, a bool or a null holds no blank and none of the characters that end a plain scalar in flow style.
std::size_t endOfPlain(std::string_view text, std::size_t start) {
    return std::min(text.find_first_of(" \t\r\n,]}#", start), text.size());
}

}  // namespace

RawText::RawText(std::string_view text) : text_(text) {
    lines_.push_back(0);
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
        lines_.push_back(at + 1);
}

std::string RawText::of(const config::Value& value) const {
    const std::string written = config::to_yaml_inline(value);
    const auto& mark = value.mark;
    if (value.is_list() || value.is_dict() || mark.line < 1 || static_cast<std::size_t>(mark.line) > lines_.size())
        return written;
    const std::size_t start = offsetOf(text_, lines_[static_cast<std::size_t>(mark.line - 1)], mark.column);
    if (start >= text_.size()) return written;
    const char first = text_[start];
    if (first == '"' || first == '\'') {
        const std::size_t end = endOfQuoted(text_, start);
        return end > start ? std::string(text_.substr(start, end - start)) : written;
    }
    if (value.is_string()) return value.as_string().find('\n') == std::string::npos ? value.as_string() : written;
    if (first == '&' || first == '*' || first == '!' || first == '|' || first == '>') return written;
    const std::size_t end = endOfPlain(text_, start);
    return end > start ? std::string(text_.substr(start, end - start)) : written;
}

}  // namespace lathe::gui

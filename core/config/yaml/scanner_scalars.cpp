// The scanner's scalars: block (| and >), quoted and plain, each with YAML's folding of lines.
#include <algorithm>

#include "core/config/yaml/scanner.h"

namespace lathe::config::yaml {

namespace {

void append_utf8(std::string& out, std::uint32_t code) {
    if (code < 0x80) {
        out += static_cast<char>(code);
    } else if (code < 0x800) {
        out += static_cast<char>(0xC0 | (code >> 6));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else if (code < 0x10000) {
        out += static_cast<char>(0xE0 | (code >> 12));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (code >> 18));
        out += static_cast<char>(0x80 | ((code >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
    }
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

void Scanner::fetch_block_scalar(Style style) {
    allow_simple_key_ = true;
    remove_simple_key();
    Token token;
    token.kind = TokenKind::scalar;
    token.style = style;
    token.begin = here_;
    forward();
    char chomping = ' ';
    int increment = 0;
    for (int i = 0; i < 2; ++i) {
        if (chomping == ' ' && (at() == '+' || at() == '-')) {
            chomping = at();
            forward();
        } else if (increment == 0 && at() >= '0' && at() <= '9') {
            increment = at() - '0';
            if (increment == 0) refuse("expected an indentation from 1 to 9");
            forward();
        }
    }
    const auto header_end = here_.offset;
    if (at() != ' ' && !break_or_end()) refuse("expected the end of the line after '|' or '>'");
    while (at() == ' ') forward();
    if (at() == '#')
        while (!break_or_end()) forward();
    if (!break_or_end()) refuse("expected the end of the line after '|' or '>'");
    line_break();

    const int least = std::max(indent_ + 1, 1);
    int indent = least + increment - 1;
    std::string breaks;
    if (increment == 0) {
        int widest = 0;
        while (at() == ' ' || break_length() > 0) {
            if (at() == ' ') {
                forward();
                widest = std::max(widest, indent_column());
            } else {
                breaks += line_break();
            }
        }
        indent = std::max(least, widest);
    } else {
        breaks = block_breaks(indent);
    }

    std::string folded_break;
    token.end = header_end;
    while (indent_column() == indent && !at_end()) {
        token.text += breaks;
        const bool leading_text = at() != ' ' && at() != '\t';
        std::size_t length = 0;
        while (!break_or_end(length)) ++length;
        token.text += take(length);
        token.end = here_.offset;
        folded_break = line_break();
        breaks = block_breaks(indent);
        if (indent_column() != indent || at_end()) break;
        if (style == Style::folded && folded_break == "\n" && leading_text && at() != ' ' && at() != '\t') {
            if (breaks.empty()) token.text += ' ';
        } else {
            token.text += folded_break;
        }
    }
    if (chomping != '-') token.text += folded_break;
    if (chomping == '+') token.text += breaks;
    tokens_.push_back(std::move(token));
}

std::string Scanner::block_breaks(int indent) {
    std::string breaks;
    while (true) {
        while (indent_column() < indent && at() == ' ') forward();
        if (break_length() == 0) return breaks;
        breaks += line_break();
    }
}

void Scanner::fetch_quoted(Style style) {
    save_simple_key();
    allow_simple_key_ = false;
    Token token;
    token.kind = TokenKind::scalar;
    token.style = style;
    token.begin = here_;
    const bool is_double = style == Style::double_quoted;
    const char quote = is_double ? '"' : '\'';
    forward();
    while (true) {
        // The text up to the next blank, line end, quote or backslash.
        std::size_t length = 0;
        while (!blank_or_end(length) && at(length) != quote && !(is_double && at(length) == '\\')) ++length;
        token.text += take(length);
        if (at_end())
            refuse_at(token.begin, std::string("the text that starts with ") + quote + " has no end",
                      "close the quote");
        if (at() == quote) {
            if (is_double || at(1) != quote) break;
            token.text += quote;
            forward(2);
        } else if (is_double && at() == '\\') {
            escape(token.text);
        } else {
            std::size_t blanks = 0;
            while (at(blanks) == ' ' || at(blanks) == '\t') ++blanks;
            const auto spaces = take(blanks);
            if (at_end()) continue;
            if (break_length() == 0) {
                token.text += spaces;
                continue;
            }
            const auto first = line_break();
            const auto more = quoted_breaks();
            if (first != "\n") token.text += first;
            else if (more.empty()) token.text += ' ';
            token.text += more;
        }
    }
    forward();
    token.end = here_.offset;
    tokens_.push_back(std::move(token));
}

std::string Scanner::quoted_breaks() {
    std::string breaks;
    while (true) {
        if (document_indicator("---") || document_indicator("..."))
            refuse("found the end of the document inside a quoted text", "close the quote");
        while (at() == ' ' || at() == '\t') forward();
        if (break_length() == 0) return breaks;
        breaks += line_break();
    }
}

void Scanner::escape(std::string& out) {
    forward();
    if (break_length() > 0) {
        line_break();
        out += quoted_breaks();
        return;
    }
    const char c = at();
    static constexpr std::string_view letters = "0abt\tnvfre \"\\/";
    static constexpr std::string_view meanings("\0\a\b\t\t\n\v\f\r\x1B \"\\/", 14);
    if (const auto which = letters.find(c); which != std::string_view::npos && !at_end()) {
        out += meanings[which];
        forward();
        return;
    }
    if (c == 'N' || c == '_' || c == 'L' || c == 'P') {
        append_utf8(out, c == 'N' ? 0x85 : c == '_' ? 0xA0 : c == 'L' ? 0x2028 : 0x2029);
        forward();
        return;
    }
    const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0)
        refuse("found the unknown escape '\\" + std::string(at_end() ? 0 : 1, c) + "' in a double-quoted text",
               "write '\\\\' for a backslash, or use single quotes");
    std::uint32_t code = 0;
    for (std::size_t i = 1; i <= digits; ++i) {
        const int digit = hex_digit(at(i));
        if (digit < 0)
            refuse("expected " + std::to_string(digits) + " hexadecimal digits after '\\" + std::string(1, c) + "'");
        code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    if (code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) refuse("this escape is no Unicode character");
    append_utf8(out, code);
    forward(digits + 1);
}

void Scanner::fetch_plain() {
    save_simple_key();
    allow_simple_key_ = false;
    Token token;
    token.kind = TokenKind::scalar;
    token.begin = here_;
    token.end = here_.offset;
    const int indent = indent_ + 1;
    std::string spaces;
    while (at() != '#') {
        std::size_t length = 0;
        while (!blank_or_end(length)) {
            const char c = at(length);
            if (c == ':' && (blank_or_end(length + 1) ||
                             (in_flow() && std::string_view(",[]{}").find(at(length + 1)) != std::string_view::npos)))
                break;
            if (in_flow() && std::string_view(",?[]{}").find(c) != std::string_view::npos) break;
            ++length;
        }
        if (length == 0) break;
        allow_simple_key_ = false;
        token.text += spaces;
        token.text += take(length);
        token.end = here_.offset;
        spaces.clear();
        if (!plain_spaces(spaces) || at() == '#' || (!in_flow() && indent_column() < indent)) break;
    }
    tokens_.push_back(std::move(token));
}

// Steps over the blanks and line ends after a part of a plain scalar; `spaces` gets what they fold to. False: nothing
// there, or the document ends.
bool Scanner::plain_spaces(std::string& spaces) {
    std::size_t blanks = 0;
    while (at(blanks) == ' ') ++blanks;
    const auto white = take(blanks);
    if (break_length() == 0) {
        spaces = white;
        return !white.empty();
    }
    const auto first = line_break();
    allow_simple_key_ = true;
    const auto document_ends = [&] { return document_indicator("---") || document_indicator("..."); };
    if (document_ends()) return false;
    std::string breaks;
    while (at() == ' ' || break_length() > 0) {
        if (at() == ' ') {
            forward();
        } else {
            breaks += line_break();
            if (document_ends()) return false;
        }
    }
    if (first != "\n") spaces = first;
    else if (breaks.empty()) spaces = " ";
    spaces += breaks;
    return true;
}

}  // namespace lathe::config::yaml

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml/scanner.h"

#include <algorithm>

#include "core/config/yaml/refusals.h"

namespace lathe::config::yaml {

namespace {

// The first tab that is not in a comment; npos: there is none.
std::size_t find_tab(std::string_view blanks) {
    bool is_comment = false;
    for (std::size_t i = 0; i < blanks.size(); ++i) {
        const char c = blanks[i];
        if (c == '\n' || c == '\r') is_comment = false;
        else if (c == '#') is_comment = true;
        else if (c == '\t' && !is_comment) return i;
    }
    return std::string_view::npos;
}

// Line and column of a byte, for an error.
Place place_of(std::string_view text, std::size_t offset) {
    const auto before = text.substr(0, offset);
    Place out{offset, 1, 1};
    for (std::size_t i = before.starts_with("\xEF\xBB\xBF") ? 3 : 0; i < before.size(); ++i) {
        const bool ends_line = before[i] == '\n' || (before[i] == '\r' && text[i + 1] != '\n');
        if (ends_line) out = {offset, out.line + 1, 1};
        else out.column += (static_cast<unsigned char>(before[i]) & 0xC0) != 0x80 ? 1 : 0;
    }
    return out;
}

[[noreturn]] void refuse_token(const Place& place, std::string what, std::string hint) {
    throw Refusal{scanner_error(place, std::move(what), std::move(hint))};
}

}  // namespace

Scanner::Scanner(std::string_view text)
    : text_(text), fed_(text), raw_(fed_.text()), has_tabs_(text.find('\t') != std::string_view::npos) {}

const Token& Scanner::peek() {
    if (!token_) token_ = read();
    return *token_;
}

Token Scanner::next() {
    peek();
    Token out = std::move(*token_);
    token_.reset();
    return out;
}

Token Scanner::read() {
    if (hidden_ < fed_.hidden().size()) return fed_.hidden()[hidden_++];
    Token token = read_raw();
    token.begin = fed_.original(token.begin);
    token.end = fed_.original(token.end);
    if (has_tabs_) check_blanks(token);
    if (token.kind == TokenKind::scalar) check_style(token);
    if (token.kind == TokenKind::directive) check_version(token);
    count_depth(token);
    read_ = std::max(read_, token.end);
    return token;
}

Token Scanner::read_raw() {
    auto token = raw_.next();
    if (!token && raw_.problem().what == "found unexpected ':'" && !fed_.is_separated()) {
        if (const auto done = fed_.separate_keys(); !done) refuse(done.error());
        // From the start again; what was given out before is the same.
        raw_ = RawScanner(fed_.text());
        for (std::size_t i = 0; i < taken_; ++i) (void)raw_.next();
        token = raw_.next();
    }
    if (!token) refuse(raw_.problem());
    ++taken_;
    return std::move(*token);
}

void Scanner::refuse(RawScanner::Problem problem) const {
    problem.place = fed_.original(problem.place);
    problem.context_place = fed_.original(problem.context_place);
    throw Refusal{reworded(problem, text_)};
}

// libyaml takes tabs for blanks; PyYAML takes them only inside of quotes, block scalars and comments.
void Scanner::check_blanks(const Token& token) const {
    const auto begin = token.begin.offset;
    const auto from = [this](std::size_t at, std::size_t end) { return text_.substr(at, end - at); };
    if (begin > read_) refuse_tab(read_, find_tab(from(read_, begin)));
    if (token.kind != TokenKind::scalar) return;
    if (token.style == Style::plain) refuse_tab(begin, from(begin, token.end).find('\t'));
    // Of a block scalar, what stands behind the '|' or '>'.
    if (token.style == Style::literal || token.style == Style::folded)
        refuse_tab(begin, find_tab(from(begin, std::min(text_.find_first_of("\r\n", begin), text_.size()))));
}

void Scanner::refuse_tab(std::size_t begin, std::size_t tab) const {
    if (tab == std::string_view::npos) return;
    refuse_token(place_of(text_, begin + tab), "found a tab where YAML allows only spaces",
                 "indent with spaces, and put a text with tabs in quotes");
}

void Scanner::check_style(const Token& token) const {
    // Inside of brackets "?" is the mark of a key for PyYAML, wherever it stands.
    if (flow_depth_ > 0 && token.style == Style::plain && token.text.find('?') != std::string::npos)
        refuse_token(token.begin, "found '?' in a value without quotes",
                     "inside { } and [ ] write it with quotes, as in \"a?\"");
    if (token.style != Style::literal && token.style != Style::folded) return;
    const auto header_end = text_.find_first_not_of("|>+-0123456789", token.begin.offset);
    if (header_end < text_.size() && text_[header_end] == '#')
        refuse_token(place_of(text_, header_end), "expected the end of the line after '|' or '>'",
                     "put a blank before the '#'");
}

void Scanner::check_version(const Token& token) const {
    if (token.handle.empty() && token.text != "1")
        refuse_token(token.begin, "expected %YAML 1.1", "remove the directive");
}

void Scanner::count_depth(const Token& token) {
    switch (token.kind) {
        case TokenKind::block_list_start:
        case TokenKind::block_dict_start: ++block_depth_; break;
        case TokenKind::block_end: --block_depth_; break;
        case TokenKind::flow_list_start:
        case TokenKind::flow_dict_start: ++flow_depth_; break;
        case TokenKind::flow_list_end:
        case TokenKind::flow_dict_end:
            if (flow_depth_ == 0)
                refuse_token(token.begin,
                             std::string("found '") + text_[token.begin.offset] + "' without its opening bracket",
                             "remove it or quote the value");
            --flow_depth_;
            break;
        default: return;
    }
    if (block_depth_ + flow_depth_ > max_depth)
        refuse_token(token.begin, "nested deeper than " + std::to_string(max_depth) + " levels", "flatten it");
}

}  // namespace lathe::config::yaml

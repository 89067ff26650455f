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
    Token token = fed_.original(read_raw());
    if (has_tabs_) check_blanks(token);
    if (token.kind == TokenKind::scalar) check_question_mark(token);
    if (token.kind == TokenKind::directive) check_version(token);
    count_depth(token);
    read_ = std::max(read_, token.end);
    return token;
}

Token Scanner::read_raw() {
    auto token = raw_.next();
    if (!token && raw_.problem().what == "found unexpected ':'" && fed_.separate_keys()) {
        // From the start again; what was given out before is the same.
        raw_ = RawScanner(fed_.text());
        for (std::size_t i = 0; i < taken_; ++i) (void)raw_.next();
        token = raw_.next();
    }
    if (!token) {
        auto problem = raw_.problem();
        problem.place = fed_.original(problem.place);
        problem.context_place = fed_.original(problem.context_place);
        throw Refusal{reworded(problem, text_)};
    }
    ++taken_;
    return std::move(*token);
}

// libyaml takes tabs for blanks; PyYAML takes them only inside of quotes, block scalars and comments.
void Scanner::check_blanks(const Token& token) const {
    const auto gap_end = std::max(token.begin.offset, read_);
    auto searched = text_.substr(read_, gap_end - read_);
    const bool is_scalar = token.kind == TokenKind::scalar;
    auto tab = find_tab(searched);
    if (tab == std::string_view::npos && is_scalar && token.style == Style::plain)
        tab = text_.substr(token.begin.offset, token.end - token.begin.offset).find('\t');
    if (tab == std::string_view::npos && (token.style == Style::literal || token.style == Style::folded)) {
        const auto rest = text_.substr(token.begin.offset);
        tab = find_tab(rest.substr(0, rest.find_first_of("\r\n")));
    }
    if (tab != std::string_view::npos)
        refuse_token(token.begin, "found a tab where YAML allows only spaces",
                     "indent with spaces, and put none in a value without quotes");
}

// Inside of brackets "?" is the mark of a key for PyYAML, wherever it stands.
void Scanner::check_question_mark(const Token& token) const {
    if (flow_depth_ == 0 || token.style != Style::plain || token.text.find('?') == std::string::npos) return;
    refuse_token(token.begin, "found '?' in a value without quotes",
                 "inside { } and [ ] write it with quotes, as in \"a?\"");
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

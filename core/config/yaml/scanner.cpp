#include "core/config/yaml/scanner.h"

namespace lathe::config::yaml {

namespace {

bool is_name_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

// A key and its ':' must stand on one line, at most this many bytes apart.
constexpr std::size_t longest_simple_key = 1024;

}  // namespace

Scanner::Scanner(std::string_view text) : text_(text) {
    if (text_.starts_with("\xEF\xBB\xBF")) here_.offset = 3;  // a byte order mark
}

const Token& Scanner::peek() {
    fetch_until_certain();
    return tokens_.front();
}

Token Scanner::next() {
    fetch_until_certain();
    Token token = std::move(tokens_.front());
    tokens_.pop_front();
    ++taken_;
    return token;
}

std::size_t Scanner::break_length(std::size_t ahead) const {
    const char c = at(ahead);
    if (c == '\n') return 1;
    if (c == '\r') return at(ahead + 1) == '\n' ? 2 : 1;
    if (c == '\xC2' && at(ahead + 1) == '\x85') return 2;
    if (c == '\xE2' && at(ahead + 1) == '\x80' && (at(ahead + 2) == '\xA8' || at(ahead + 2) == '\xA9')) return 3;
    return 0;
}

bool Scanner::break_or_end(std::size_t ahead) const {
    return here_.offset + ahead >= text_.size() || break_length(ahead) > 0;
}

bool Scanner::blank_or_end(std::size_t ahead) const {
    return at(ahead) == ' ' || at(ahead) == '\t' || break_or_end(ahead);
}

bool Scanner::document_indicator(std::string_view dashes) const {
    return here_.column == 1 && text_.substr(here_.offset, 3) == dashes && blank_or_end(3);
}

void Scanner::forward(std::size_t bytes) {
    while (bytes > 0 && !at_end()) {
        if (const auto length = break_length(); length > 0) {
            here_.offset += length;
            bytes -= std::min(bytes, length);
            ++here_.line;
            here_.column = 1;
            continue;
        }
        // Bytes that continue a UTF-8 character take no column of their own.
        if ((static_cast<unsigned char>(at()) & 0xC0) != 0x80) ++here_.column;
        ++here_.offset;
        --bytes;
    }
}

std::string Scanner::take(std::size_t bytes) {
    std::string out(text_.substr(here_.offset, bytes));
    forward(bytes);
    return out;
}

std::string Scanner::line_break() {
    const auto length = break_length();
    if (length == 0) return {};
    std::string out = length == 3 ? std::string(text_.substr(here_.offset, 3)) : "\n";
    forward(length);
    return out;
}

void Scanner::refuse_at(const Place& place, std::string what, std::string hint) const {
    Error error{std::move(what), std::move(hint)};
    error.kind = "ScannerError";
    error.line = place.line;
    error.column = place.column;
    throw Refusal{std::move(error)};
}

void Scanner::fetch_until_certain() {
    while (need_more()) fetch();
}

bool Scanner::need_more() {
    if (done_) return false;
    if (tokens_.empty()) return true;
    // The first token is certain once no "key:" can still put one before it.
    drop_stale_keys();
    for (const auto& [level, key] : simple_keys_)
        if (key.token_number == taken_) return true;
    return false;
}

void Scanner::fetch() {
    skip_to_token();
    drop_stale_keys();
    unwind_indent(indent_column());
    if (at_end()) return fetch_end();
    const char c = at();
    if (c == '%' && here_.column == 1) return fetch_directive();
    if (document_indicator("---")) return fetch_document_indicator(TokenKind::document_start);
    if (document_indicator("...")) return fetch_document_indicator(TokenKind::document_end);
    switch (c) {
        case '[': return fetch_flow_start(TokenKind::flow_list_start);
        case '{': return fetch_flow_start(TokenKind::flow_dict_start);
        case ']': return fetch_flow_end(TokenKind::flow_list_end);
        case '}': return fetch_flow_end(TokenKind::flow_dict_end);
        case ',': return fetch_flow_entry();
        case '*': return fetch_anchor(TokenKind::alias);
        case '&': return fetch_anchor(TokenKind::anchor);
        case '!': return fetch_tag();
        case '\'': return fetch_quoted(Style::single_quoted);
        case '"': return fetch_quoted(Style::double_quoted);
        default: break;
    }
    if (c == '-' && blank_or_end(1)) return fetch_block_entry();
    if (c == '?' && (in_flow() || blank_or_end(1))) return fetch_key();
    if (c == ':' && (in_flow() || blank_or_end(1))) return fetch_value();
    if (c == '|' && !in_flow()) return fetch_block_scalar(Style::literal);
    if (c == '>' && !in_flow()) return fetch_block_scalar(Style::folded);
    if (plain_may_start()) return fetch_plain();
    if (c == '\t') refuse("found a tab where YAML allows only spaces", "indent with spaces");
    refuse("found the character '" + std::string(1, c) + "' that cannot start a value", "quote the value");
}

bool Scanner::plain_may_start() const {
    const char c = at();
    if (blank_or_end(0)) return false;
    if (std::string_view("-?:,[]{}#&*!|>'\"%@`").find(c) == std::string_view::npos) return true;
    return !blank_or_end(1) && (c == '-' || (!in_flow() && (c == '?' || c == ':')));
}

void Scanner::skip_to_token() {
    while (true) {
        while (at() == ' ') forward();
        if (at() == '#')
            while (!break_or_end()) forward();
        if (line_break().empty()) return;
        if (!in_flow()) allow_simple_key_ = true;
    }
}

void Scanner::add(TokenKind kind, std::size_t bytes) {
    Token token;
    token.kind = kind;
    token.begin = here_;
    forward(bytes);
    token.end = here_.offset;
    tokens_.push_back(std::move(token));
}

void Scanner::add_empty(TokenKind kind) {
    add(kind, 0);
}

void Scanner::drop_stale_keys() {
    for (auto key = simple_keys_.begin(); key != simple_keys_.end();) {
        const auto& place = key->second.place;
        if (place.line == here_.line && here_.offset - place.offset <= longest_simple_key) {
            ++key;
            continue;
        }
        if (key->second.required) refuse_at(place, "expected 'key: value'", "put ': ' after the key");
        key = simple_keys_.erase(key);
    }
}

void Scanner::save_simple_key() {
    if (!allow_simple_key_) return;
    const bool required = !in_flow() && indent_ == indent_column();
    remove_simple_key();
    simple_keys_.insert_or_assign(flow_level_, SimpleKey{taken_ + tokens_.size(), required, here_, indent_column()});
}

void Scanner::remove_simple_key() {
    const auto key = simple_keys_.find(flow_level_);
    if (key == simple_keys_.end()) return;
    if (key->second.required) refuse_at(key->second.place, "expected 'key: value'", "put ': ' after the key");
    simple_keys_.erase(key);
}

void Scanner::unwind_indent(int column) {
    if (in_flow()) return;
    while (indent_ > column) {
        indent_ = indents_.back();
        indents_.pop_back();
        add_empty(TokenKind::block_end);
    }
}

bool Scanner::add_indent(int column) {
    if (indent_ >= column) return false;
    if (indents_.size() >= max_depth)
        refuse("nested deeper than " + std::to_string(max_depth) + " levels", "flatten it");
    indents_.push_back(indent_);
    indent_ = column;
    return true;
}

void Scanner::fetch_end() {
    unwind_indent(-1);
    remove_simple_key();
    allow_simple_key_ = false;
    simple_keys_.clear();
    add_empty(TokenKind::stream_end);
    done_ = true;
}

void Scanner::fetch_directive() {
    unwind_indent(-1);
    remove_simple_key();
    allow_simple_key_ = false;
    Token token;
    token.kind = TokenKind::directive;
    token.begin = here_;
    forward();
    std::size_t length = 0;
    while (is_name_char(at(length))) ++length;
    token.text = take(length);
    if (length == 0 || (at() != ' ' && !break_or_end())) refuse("expected the name of a directive after '%'");
    while (at() == ' ') forward();
    if (token.text == "TAG") {
        token.handle = tag_handle();
        if (at() != ' ') refuse("expected a space after the handle of %TAG");
        while (at() == ' ') forward();
        token.text = tag_uri();
        if (at() != ' ' && !break_or_end()) refuse("expected a space after the prefix of %TAG");
    } else if (token.text == "YAML") {
        if (text_.substr(here_.offset, 2) != "1.") refuse("expected %YAML 1.1", "remove the directive");
        token.text.clear();
        forward(2);
        if (at() < '0' || at() > '9') refuse("expected %YAML 1.1", "remove the directive");
        while (at() >= '0' && at() <= '9') forward();
        if (at() != ' ' && !break_or_end()) refuse("expected %YAML 1.1", "remove the directive");
    } else {
        token.text.clear();
        while (!break_or_end()) forward();
    }
    while (at() == ' ') forward();
    if (at() == '#')
        while (!break_or_end()) forward();
    if (!break_or_end()) refuse("expected the end of the line after the directive");
    token.end = here_.offset;
    line_break();
    tokens_.push_back(std::move(token));
}

void Scanner::fetch_document_indicator(TokenKind kind) {
    unwind_indent(-1);
    remove_simple_key();
    allow_simple_key_ = false;
    add(kind, 3);
}

void Scanner::fetch_flow_start(TokenKind kind) {
    save_simple_key();
    ++flow_level_;
    if (static_cast<std::size_t>(flow_level_) > max_depth)
        refuse("nested deeper than " + std::to_string(max_depth) + " levels", "flatten it");
    allow_simple_key_ = true;
    add(kind, 1);
}

void Scanner::fetch_flow_end(TokenKind kind) {
    if (!in_flow())
        refuse(std::string("found '") + at() + "' without its opening bracket", "remove it or quote the value");
    remove_simple_key();
    --flow_level_;
    allow_simple_key_ = false;
    add(kind, 1);
}

void Scanner::fetch_flow_entry() {
    allow_simple_key_ = true;
    remove_simple_key();
    add(TokenKind::flow_entry, 1);
}

void Scanner::fetch_block_entry() {
    if (!in_flow()) {
        if (!allow_simple_key_) refuse("a list item '- ' cannot stand here", "start it on a line of its own");
        if (add_indent(indent_column())) add_empty(TokenKind::block_list_start);
    }
    allow_simple_key_ = true;
    remove_simple_key();
    add(TokenKind::block_entry, 1);
}

void Scanner::fetch_key() {
    if (!in_flow()) {
        if (!allow_simple_key_) refuse("a key '? ' cannot stand here", "start it on a line of its own");
        if (add_indent(indent_column())) add_empty(TokenKind::block_dict_start);
    }
    allow_simple_key_ = !in_flow();
    remove_simple_key();
    add(TokenKind::key, 1);
}

void Scanner::fetch_value() {
    if (const auto found = simple_keys_.find(flow_level_); found != simple_keys_.end()) {
        const SimpleKey key = found->second;
        simple_keys_.erase(found);
        Token token;
        token.begin = key.place;
        token.end = key.place.offset;
        const auto position = tokens_.begin() + static_cast<std::ptrdiff_t>(key.token_number - taken_);
        token.kind = TokenKind::key;
        const auto inserted = tokens_.insert(position, token);
        if (!in_flow() && add_indent(key.indent_column)) {
            token.kind = TokenKind::block_dict_start;
            tokens_.insert(inserted, std::move(token));
        }
        allow_simple_key_ = false;
    } else {
        if (!in_flow()) {
            if (!allow_simple_key_)
                refuse("': ' cannot stand here", "quote the value if the colon belongs to it, or start a new line");
            if (add_indent(indent_column())) add_empty(TokenKind::block_dict_start);
        }
        allow_simple_key_ = !in_flow();
        remove_simple_key();
    }
    add(TokenKind::value, 1);
}

void Scanner::fetch_anchor(TokenKind kind) {
    save_simple_key();
    allow_simple_key_ = false;
    Token token;
    token.kind = kind;
    token.begin = here_;
    forward();
    std::size_t length = 0;
    while (is_name_char(at(length))) ++length;
    token.text = take(length);
    if (length == 0 || (!blank_or_end(0) && std::string_view("?:,]}%@`").find(at()) == std::string_view::npos))
        refuse(kind == TokenKind::alias ? "expected a name of letters, digits, '-' and '_' after '*'"
                                        : "expected a name of letters, digits, '-' and '_' after '&'",
               "quote the value if it is text");
    token.end = here_.offset;
    tokens_.push_back(std::move(token));
}

void Scanner::fetch_tag() {
    save_simple_key();
    allow_simple_key_ = false;
    Token token;
    token.kind = TokenKind::tag;
    token.begin = here_;
    if (at(1) == '<') {
        forward(2);
        token.text = tag_uri();
        if (at() != '>') refuse("expected '>' at the end of the tag");
        forward();
    } else if (blank_or_end(1)) {
        token.text = "!";
        forward();
    } else {
        std::size_t length = 1;
        while (at(length) != ' ' && !break_or_end(length) && at(length) != '!') ++length;
        if (at(length) == '!') {
            token.handle = tag_handle();
        } else {
            token.handle = "!";
            forward();
        }
        token.text = tag_uri();
    }
    if (at() != ' ' && !break_or_end()) refuse("expected a space after the tag", "quote the value if it is text");
    token.end = here_.offset;
    tokens_.push_back(std::move(token));
}

std::string Scanner::tag_handle() {
    if (at() != '!') refuse("expected '!' at the start of a tag");
    std::size_t length = 1;
    if (at(length) != ' ') {
        while (is_name_char(at(length))) ++length;
        if (at(length) != '!') refuse("expected '!' at the end of a tag's handle");
        ++length;
    }
    return take(length);
}

std::string Scanner::tag_uri() {
    std::size_t length = 0;
    const auto fits = [](char c) {
        return is_name_char(c) ||
               (c != '\0' && std::string_view(";/?:@&=+$,.!~*'()[]%").find(c) != std::string_view::npos);
    };
    while (fits(at(length))) ++length;
    if (length == 0) refuse("expected the name of a tag", "quote the value if it is text");
    return take(length);
}

}  // namespace lathe::config::yaml

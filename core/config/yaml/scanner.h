// From YAML text to tokens, by the rules of YAML 1.1 as PyYAML implements them: what it refuses is refused here, too.
//
// Written for Lathe because edits need the exact bytes of every value and a 10,000-key file must be read again within
// a frame after each edit; general YAML libraries give neither. Nothing here recurses.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.h"

namespace lathe::config::yaml {

// Thrown inside the YAML reader only; parse() (node.h) turns it into a Result.
struct Refusal {
    Error error;
};

// Deepest nesting of collections.
inline constexpr std::size_t max_depth = 256;

struct Place {
    std::size_t offset = 0;  // bytes
    int line = 1;
    int column = 1;  // characters
    bool operator==(const Place&) const = default;
};

enum class Style : std::uint8_t { plain, single_quoted, double_quoted, literal, folded, block, flow };

enum class TokenKind : std::uint8_t {
    stream_end,
    directive,
    document_start,
    document_end,
    block_list_start,
    block_dict_start,
    block_end,
    flow_list_start,
    flow_dict_start,
    flow_list_end,
    flow_dict_end,
    block_entry,
    flow_entry,
    key,
    value,
    alias,
    anchor,
    tag,
    scalar
};

struct Token {
    TokenKind kind = TokenKind::stream_end;
    Place begin;
    std::size_t end = 0;  // byte after the token
    Style style = Style::plain;
    std::string text;    // scalar, anchor, alias, directive name, tag suffix
    std::string handle;  // of a tag: "!", "!!", "!name!", or "" for a verbatim one; of a %TAG directive
};

class Scanner {
  public:
    // `text` must be valid UTF-8 and outlive the scanner.
    explicit Scanner(std::string_view text);

    const Token& peek();
    Token next();

  private:
    struct SimpleKey {
        std::size_t token_number;
        bool required;
        Place place;
        int indent_column;
    };

    // Characters. '\0' stands for the end; a real NUL is refused beforehand.
    char at(std::size_t ahead = 0) const {
        return here_.offset + ahead < text_.size() ? text_[here_.offset + ahead] : '\0';
    }
    bool at_end() const { return here_.offset >= text_.size(); }
    std::size_t break_length(std::size_t ahead = 0) const;  // 0: no line break there
    bool blank_or_end(std::size_t ahead) const;             // space, tab, line break or the end
    bool break_or_end(std::size_t ahead = 0) const;
    bool document_indicator(std::string_view dashes) const;
    void forward(std::size_t bytes = 1);
    std::string take(std::size_t bytes);
    std::string line_break();  // steps over one; "\n", a Unicode separator, or ""
    int indent_column() const { return here_.column - 1; }
    bool in_flow() const { return flow_level_ > 0; }

    [[noreturn]] void refuse(std::string what, std::string hint = {}) const {
        refuse_at(here_, std::move(what), std::move(hint));
    }
    [[noreturn]] void refuse_at(const Place& place, std::string what, std::string hint = {}) const;

    // Tokens.
    void fetch_until_certain();
    bool need_more();
    void fetch();
    void skip_to_token();
    void add(TokenKind kind, std::size_t bytes);
    void add_empty(TokenKind kind);
    void drop_stale_keys();
    void save_simple_key();
    void remove_simple_key();
    void unwind_indent(int column);
    bool add_indent(int column);
    void fetch_end();
    void fetch_directive();
    void fetch_document_indicator(TokenKind kind);
    void fetch_flow_start(TokenKind kind);
    void fetch_flow_end(TokenKind kind);
    void fetch_flow_entry();
    void fetch_block_entry();
    void fetch_key();
    void fetch_value();
    void fetch_anchor(TokenKind kind);
    void fetch_tag();
    bool plain_may_start() const;

    // Scalars (scanner_scalars.cpp) and tags.
    void fetch_block_scalar(Style style);
    void fetch_quoted(Style style);
    void fetch_plain();
    void escape(std::string& out);
    std::string quoted_breaks();
    bool plain_spaces(std::string& spaces);
    std::string block_breaks(int indent);
    std::string tag_handle();
    std::string tag_uri();

    std::string_view text_;
    Place here_;
    bool done_ = false;
    int flow_level_ = 0;
    int indent_ = -1;
    std::vector<int> indents_;
    bool allow_simple_key_ = true;
    std::map<int, SimpleKey> simple_keys_;  // by flow level
    std::deque<Token> tokens_;
    std::size_t taken_ = 0;
};

}  // namespace lathe::config::yaml

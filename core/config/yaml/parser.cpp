// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <optional>

#include "core/config/yaml/node.h"

namespace lathe::config::yaml {

namespace {

// Bounds the memory that a document can take (a node is about 200 bytes).
constexpr std::size_t max_nodes = 1'000'000;

class Parser {
  public:
    explicit Parser(std::string_view text) : scanner_(text) {}

    Node document() {
        read_directives();
        Node root;
        if (is(TokenKind::stream_end) || is(TokenKind::document_end) || is(TokenKind::document_start))
            root = empty(scanner_.peek().begin);
        else root = node(Allowed::block);
        while (is(TokenKind::document_end)) scanner_.next();
        if (!is(TokenKind::stream_end))
            refuse(is(TokenKind::document_start) ? "expected a single document, found a second one"
                                                 : "expected the end of the document",
                   "check the indentation of this line, and keep one document in a file");
        return root;
    }

  private:
    bool is(TokenKind kind) { return scanner_.peek().kind == kind; }
    bool is_one_of(std::initializer_list<TokenKind> kinds) {
        return std::find(kinds.begin(), kinds.end(), scanner_.peek().kind) != kinds.end();
    }

    [[noreturn]] void refuse_at(const Place& place, std::string what, std::string hint) {
        Error error{std::move(what), std::move(hint)};
        error.kind = "ParserError";
        error.line = place.line;
        error.column = place.column;
        throw Refusal{std::move(error)};
    }
    [[noreturn]] void refuse(std::string what, std::string hint = {}) {
        refuse_at(scanner_.peek().begin, std::move(what), std::move(hint));
    }

    Node empty(const Place& place) {
        count();
        Node out;
        out.begin = place;
        out.end = place.offset;
        out.properties = place.offset;
        return out;
    }
    Node empty_after(const Token& token) {
        Place place = token.begin;
        place.column += static_cast<int>(token.end - place.offset);
        place.offset = token.end;
        return empty(place);
    }

    void count() {
        if (++nodes_ > max_nodes)
            refuse("the document holds more than " + std::to_string(max_nodes) + " values",
                   "split it into several files");
    }

    void read_directives() {
        handles_ = {{"!", "!"}, {"!!", "tag:yaml.org,2002:"}};
        while (is(TokenKind::document_end)) scanner_.next();
        bool any = false;
        while (is(TokenKind::directive)) {
            const auto token = scanner_.next();
            if (!token.handle.empty()) handles_[token.handle] = token.text;
            any = true;
        }
        if (is(TokenKind::document_start)) scanner_.next();
        else if (any) refuse("expected '---' after the directives", "remove the lines that start with '%'");
    }

    std::string full_tag(const Token& token) {
        if (token.handle.empty()) return token.text;
        const auto handle = handles_.find(token.handle);
        if (handle == handles_.end())
            refuse_at(token.begin, "the tag handle " + token.handle + " is not declared", "remove the tag");
        return handle->second + token.text;
    }

    // What may start at a place, beside scalars, aliases and what stands in brackets.
    enum class Allowed : std::uint8_t {
        flow,              // nothing
        block,             // block collections
        block_below_a_key  // and "- " at the indentation of the key
    };

    Node node(Allowed allowed) {
        count();
        if (is(TokenKind::alias)) return alias();
        std::string anchor;
        std::string tag;
        std::optional<Token> first;
        Place after;
        while (is_one_of({TokenKind::anchor, TokenKind::tag})) {
            if (is(TokenKind::anchor) ? !anchor.empty() : !tag.empty()) break;
            const auto token = scanner_.next();
            if (token.kind == TokenKind::anchor) anchor = token.text;
            else tag = full_tag(token);
            after = token.begin;
            after.column += static_cast<int>(token.end - after.offset);
            after.offset = token.end;
            if (!first) first = token;
        }
        Node out = content(allowed, first ? &after : nullptr);
        out.properties = first ? first->begin.offset : out.begin.offset;
        out.anchor = std::move(anchor);
        out.tag = std::move(tag);
        return out;
    }

    Node alias() {
        auto token = scanner_.next();
        Node out;
        out.kind = Node::Kind::alias;
        out.begin = token.begin;
        out.end = token.end;
        out.properties = token.begin.offset;
        out.text = std::move(token.text);
        return out;
    }

    Node content(Allowed allowed, const Place* after_properties) {
        switch (scanner_.peek().kind) {
            case TokenKind::scalar: return scalar();
            case TokenKind::flow_list_start: return flow_list();
            case TokenKind::flow_dict_start: return flow_dict();
            case TokenKind::block_list_start:
                if (allowed != Allowed::flow) return block_list();
                break;
            case TokenKind::block_dict_start:
                if (allowed != Allowed::flow) return block_dict();
                break;
            case TokenKind::block_entry:
                if (allowed == Allowed::block_below_a_key) return indentless_list();
                break;
            default: break;
        }
        if (after_properties != nullptr) return empty(*after_properties);
        // "?" is a key's mark everywhere inside of brackets, so that a plain ??? cannot stand there.
        if (is(TokenKind::key))
            refuse("expected a value here, found '?'", "inside { } and [ ] write it with quotes, as in \"???\"");
        refuse("expected a value here", "check brackets, commas and indentation");
    }

    Node scalar() {
        auto token = scanner_.next();
        Node out;
        out.style = token.style;
        out.begin = token.begin;
        out.end = token.end;
        out.text = std::move(token.text);
        return out;
    }

    Node collection(Node::Kind kind, Style style) {
        Node out;
        out.kind = kind;
        out.style = style;
        out.begin = scanner_.peek().begin;
        out.end = out.begin.offset;
        return out;
    }

    static void adopt(Node& parent, Node child, std::size_t marker) {
        parent.end = std::max(parent.end, child.end);
        parent.children.push_back(std::move(child));
        parent.markers.push_back(marker);
    }

    void expect_block_end(const Place& start, std::string_view what) {
        if (is(TokenKind::block_end)) {
            scanner_.next();
            return;
        }
        refuse("this does not fit into the " + std::string(what) + " that starts in line " + std::to_string(start.line),
               "check the indentation of this line and the quotes and brackets above it");
    }

    Node block_list() {
        Node out = collection(Node::Kind::list, Style::block);
        scanner_.next();
        while (is(TokenKind::block_entry)) {
            const auto dash = scanner_.next();
            adopt(out,
                  is_one_of({TokenKind::block_entry, TokenKind::block_end}) ? empty_after(dash) : node(Allowed::block),
                  dash.begin.offset);
        }
        expect_block_end(out.begin, "list");
        return out;
    }

    Node indentless_list() {
        Node out = collection(Node::Kind::list, Style::block);
        while (is(TokenKind::block_entry)) {
            const auto dash = scanner_.next();
            const bool none =
                is_one_of({TokenKind::block_entry, TokenKind::key, TokenKind::value, TokenKind::block_end});
            adopt(out, none ? empty_after(dash) : node(Allowed::block), dash.begin.offset);
        }
        return out;
    }

    Node block_dict() {
        Node out = collection(Node::Kind::dict, Style::block);
        scanner_.next();
        while (is(TokenKind::key)) {
            const auto mark = scanner_.next();
            const auto none = {TokenKind::key, TokenKind::value, TokenKind::block_end};
            Node key = is_one_of(none) ? empty_after(mark) : node(Allowed::block_below_a_key);
            adopt(out, std::move(key), mark.begin.offset);
            if (is(TokenKind::value)) {
                const auto colon = scanner_.next();
                out.end = std::max(out.end, colon.end);
                adopt(out, is_one_of(none) ? empty_after(colon) : node(Allowed::block_below_a_key), colon.begin.offset);
            } else {
                adopt(out, empty(after_last(out)), out.end);
            }
        }
        expect_block_end(out.begin, "dict");
        return out;
    }

    Place after_last(const Node& parent) {
        Place place = scanner_.peek().begin;
        place.offset = parent.end;
        return place;
    }

    void expect_comma(const Node& open, TokenKind close, char bracket) {
        if (open.children.empty() || is(close)) return;
        if (is(TokenKind::flow_entry)) {
            scanner_.next();
            return;
        }
        refuse(std::string("expected ',' or '") + bracket + "' in the collection that starts in line " +
                   std::to_string(open.begin.line),
               "check brackets and commas");
    }

    Node flow_list() {
        Node out = collection(Node::Kind::list, Style::flow);
        scanner_.next();
        while (!is(TokenKind::flow_list_end)) {
            expect_comma(out, TokenKind::flow_list_end, ']');
            if (is(TokenKind::flow_list_end)) break;
            const auto begin = scanner_.peek().begin.offset;
            adopt(out, is(TokenKind::key) ? single_pair() : node(Allowed::flow), begin);
        }
        out.end = scanner_.next().end;
        return out;
    }

    // The dict of one pair that "[a: 1]" holds.
    Node single_pair() {
        count();
        Node out = collection(Node::Kind::dict, Style::flow);
        out.properties = out.begin.offset;
        flow_pair(out, TokenKind::flow_list_end);
        return out;
    }

    void flow_pair(Node& out, TokenKind close) {
        const auto mark = scanner_.next();
        Node key =
            is_one_of({TokenKind::value, TokenKind::flow_entry, close}) ? empty_after(mark) : node(Allowed::flow);
        adopt(out, std::move(key), mark.begin.offset);
        if (!is(TokenKind::value)) {
            adopt(out, empty(after_last(out)), out.end);
            return;
        }
        const auto colon = scanner_.next();
        out.end = std::max(out.end, colon.end);
        adopt(out, is_one_of({TokenKind::flow_entry, close}) ? empty_after(colon) : node(Allowed::flow),
              colon.begin.offset);
    }

    Node flow_dict() {
        Node out = collection(Node::Kind::dict, Style::flow);
        scanner_.next();
        while (!is(TokenKind::flow_dict_end)) {
            expect_comma(out, TokenKind::flow_dict_end, '}');
            if (is(TokenKind::flow_dict_end)) break;
            if (is(TokenKind::key)) {
                flow_pair(out, TokenKind::flow_dict_end);
                continue;
            }
            const auto begin = scanner_.peek().begin.offset;
            adopt(out, node(Allowed::flow), begin);
            adopt(out, empty(after_last(out)), out.end);
        }
        out.end = scanner_.next().end;
        return out;
    }

    Scanner scanner_;
    std::map<std::string, std::string> handles_;
    std::size_t nodes_ = 0;
};

}  // namespace

Result<Node> parse(std::string_view text) {
    try {
        return Parser(text).document();
    } catch (Refusal& refusal) {
        return fail(std::move(refusal.error));
    }
}

}  // namespace lathe::config::yaml

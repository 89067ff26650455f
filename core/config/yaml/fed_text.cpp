// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml/fed_text.h"

#include <algorithm>

namespace lathe::config::yaml {

namespace {

// Of the names of directives, anchors and aliases.
bool is_name_char(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
}

// The name of a directive, when libyaml does not know it.
std::string_view unknown_directive(std::string_view line) {
    if (!line.starts_with('%')) return {};
    const auto end = std::find_if_not(line.begin() + 1, line.end(), is_name_char);
    const auto name = line.substr(1, static_cast<std::size_t>(end - line.begin()) - 1);
    const bool ends = end == line.end() || *end == ' ';
    return ends && name != "YAML" && name != "TAG" ? name : std::string_view();
}

// Whether this is a colon directly before a comma or bracket, and not behind an anchor or alias, where libyaml reads
// it.
bool may_be_tight(std::string_view text, std::size_t colon) {
    if (text[colon] != ':' || colon + 1 >= text.size() ||
        std::string_view(",[]{}").find(text[colon + 1]) == std::string_view::npos)
        return false;
    auto name = colon;
    while (name > 0 && is_name_char(text[name - 1])) --name;
    return name == 0 || name == colon || (text[name - 1] != '*' && text[name - 1] != '&');
}

struct Colon {
    std::size_t offset;
    int line;
};

// The colons that end a plain text inside of brackets and stand directly before a comma or bracket. libyaml finds them:
// with a letter in the place of each such colon, all texts, quotes and comments begin and end where they did.
tl::expected<std::vector<Colon>, RawScanner::Problem> tight_colons(std::string_view text) {
    std::string masked(text);
    for (std::size_t i = 0; i < text.size(); ++i)
        if (may_be_tight(text, i)) masked[i] = '_';
    std::vector<Colon> out;
    RawScanner scanner(masked);
    std::size_t depth = 0;
    while (auto token = scanner.next()) {
        switch (token->kind) {
            case TokenKind::stream_end: return out;
            case TokenKind::flow_list_start:
            case TokenKind::flow_dict_start: ++depth; break;
            case TokenKind::flow_list_end:
            case TokenKind::flow_dict_end: depth -= depth > 0 ? 1 : 0; break;
            case TokenKind::scalar: {
                // A sole colon, as in {"a":[1]}, is no part of a text, and libyaml reads it.
                const auto last = token->end - 1;
                if (depth > 0 && token->style == Style::plain && last > token->begin.offset && may_be_tight(text, last))
                    out.push_back({last, token->end_line});
                break;
            }
            default: break;
        }
    }
    return tl::make_unexpected(scanner.problem());
}

}  // namespace

FedText::FedText(std::string_view text) : text_(text), start_(text.starts_with("\xEF\xBB\xBF") ? 3 : 0) {
    hide_directives();
}

// Directives stand before the document, among comments and empty lines.
void FedText::hide_directives() {
    int line = 1;
    for (std::size_t at = start_; at < text_.size() && std::string_view("%# \r\n").find(text_[at]) != std::string::npos;
         ++line) {
        const auto end = std::min(text_.find_first_of("\r\n", at), text_.size());
        if (const auto name = unknown_directive(text_.substr(at, end - at)); !name.empty()) {
            if (changed_.empty()) changed_ = text_.substr(start_);
            changed_[at - start_] = '#';
            Token token;
            token.kind = TokenKind::directive;
            token.begin = {at, line, 1};
            token.end = at + 1 + name.size();
            token.end_line = line;
            hidden_.push_back(std::move(token));
        }
        at = std::min(end + (text_.substr(end, 2) == "\r\n" ? 2 : 1), text_.size());
    }
}

tl::expected<void, RawScanner::Problem> FedText::separate_keys() {
    is_separated_ = true;
    const auto before = text();
    const auto colons = tight_colons(before);
    if (!colons) return tl::make_unexpected(colons.error());
    std::string after;
    std::size_t done = 0;
    for (const auto& colon : *colons) {
        after.append(before.substr(done, colon.offset + 1 - done));
        done = colon.offset + 1;
        blanks_.push_back({after.size(), colon.line});
        after += ' ';
    }
    if (blanks_.empty()) return {};
    after.append(before.substr(done));
    changed_ = std::move(after);
    return {};
}

std::size_t FedText::original(std::size_t offset) const {
    const auto before =
        std::partition_point(blanks_.begin(), blanks_.end(), [&](const Blank& blank) { return blank.offset < offset; });
    return start_ + offset - static_cast<std::size_t>(before - blanks_.begin());
}

Place FedText::original(Place place) const {
    if (start_ == 0 && blanks_.empty()) return place;
    const auto line = std::partition_point(blanks_.begin(), blanks_.end(),
                                           [&](const Blank& blank) { return blank.line < place.line; });
    const auto before = std::partition_point(line, blanks_.end(), [&](const Blank& blank) {
        return blank.line == place.line && blank.offset < place.offset;
    });
    place.column -= static_cast<int>(before - line);
    place.offset = original(place.offset);
    return place;
}

}  // namespace lathe::config::yaml

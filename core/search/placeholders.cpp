// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/placeholders.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "core/base/json.h"
#include "core/base/shell.h"

namespace lathe::search {

namespace {

constexpr std::array<std::string_view, 5> own_keys{"lathe.trial_dir", "lathe.trial", "lathe.device", "lathe.config",
                                                   "lathe.params"};

bool begins_key(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool is_of_key(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-' || c == '[' || c == ']';
}

// Calls plain(text) and key(name) for the parts in their order.
template <class Plain, class Key>
void walk(const std::string& text, const Plain& plain, const Key& key) {
    std::size_t at = 0;
    while (at < text.size()) {
        const auto brace = text.find('{', at);
        plain(text.substr(at, brace - at));
        if (brace == std::string::npos) return;
        const bool doubled = brace + 1 < text.size() && text[brace + 1] == '{';
        const auto begin = brace + (doubled ? 2 : 1);
        auto end = begin;
        if (end < text.size() && begins_key(text[end]))
            while (end < text.size() && is_of_key(text[end])) ++end;
        const std::string_view closing = doubled ? "}}" : "}";
        if (end == begin || text.compare(end, closing.size(), closing) != 0) {
            plain("{");
            at = brace + 1;
        } else if (doubled) {
            plain("{" + text.substr(begin, end - begin) + "}");
            at = end + 2;
        } else {
            key(text.substr(begin, end - begin));
            at = end + 1;
        }
    }
}

}  // namespace

std::vector<std::string> placeholders_in(const std::string& text) {
    std::vector<std::string> keys;
    walk(
        text, [](const std::string&) {}, [&](std::string key) { keys.push_back(std::move(key)); });
    return keys;
}

Result<std::string> fill_placeholders(const std::string& text,
                                      const std::function<std::optional<std::string>(const std::string&)>& text_of) {
    std::string filled;
    std::optional<std::string> missing;
    walk(
        text, [&](const std::string& part) { filled += part; },
        [&](const std::string& key) {
            if (const auto value = text_of(key)) filled += *value;
            else if (!missing) missing = key;
        });
    if (!missing) return filled;
    Error error;
    error.what = "there is no option " + *missing + " for {" + *missing + "}";
    error.hint = "correct the key, or write {{" + *missing + "}} for the text itself";
    error.key = *missing;
    return fail(std::move(error));
}

namespace {

Error error_of_place(const std::string& key, char open) {
    const std::string braces = "{" + key + "}";
    switch (open) {
        case '#':
            return {braces + " stands in a comment, which a line break in its value would end",
                    "take it out of the comment, or write {" + braces + "} for the text itself"};
        case '`':
            return {braces + " stands between backticks, which a backtick in its value would end",
                    "write $(...) instead of `...`"};
        case '<':
            return {braces + " stands behind <<, in or after a here-document, which its value could end",
                    "give the value as a variable: trial: {env: {NAME: \"" + braces + "\"}}"};
        default: break;
    }
    const std::string where = open == '\\' ? "behind a backslash" : std::string("between ") + open;
    return {braces + " stands " + where + ", and the shell would read its value with quotes in it",
            "write " + braces + " without quotes: its value is one word of the shell, whatever it holds"};
}

}  // namespace

Result<void> check_placeholders_of_shell(const std::string& line) {
    ShellQuotes quotes;
    std::optional<Error> found;
    walk(
        line, [&](const std::string& part) { quotes.read(part); },
        [&](const std::string& key) {
            const char open = quotes.open();
            if (found || open == '\0') return quotes.read("x");
            found = error_of_place(key, open);
        });
    return found ? fail(std::move(*found)) : Result<void>();
}

std::string argument_text(const config::Value& value) {
    if (value.is_string()) return value.as_string();
    return dump_json(config::to_json(value));
}

bool is_own_placeholder(const std::string& key) {
    return std::ranges::find(own_keys, key) != own_keys.end();
}

}  // namespace lathe::search

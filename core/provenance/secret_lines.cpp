// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/secret_lines.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>

#include "core/base/text.h"
#include "core/provenance/name_words.h"
#include "core/provenance/secrets.h"

namespace lathe::provenance {

namespace {

constexpr std::string_view quotes = "\"'`";

bool is_source_code(std::string_view path) {
    constexpr std::array endings{"py",  "pyi", "pyx", "ipynb", "c",    "cc",  "cpp",   "cxx", "h",
                                 "hh",  "hpp", "hxx", "inl",   "cu",   "cuh", "rs",    "go",  "js",
                                 "jsx", "ts",  "tsx", "mjs",   "java", "kt",  "scala", "cs",  "swift",
                                 "jl",  "lua", "r",   "rb",    "php",  "pl",  "m",     "mm",  "json"};
    const auto dot = path.rfind('.');
    const std::string ending = lowercase(dot == path.npos ? "" : path.substr(dot + 1));
    return std::ranges::find(endings, ending) != endings.end();
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string_view without_leading(std::string_view text, std::string_view characters) {
    const auto first = text.find_first_not_of(characters);
    return first == text.npos ? std::string_view() : text.substr(first);
}

// A variable's name in the place of a value: HF_TOKEN.
bool is_name_of_variable(std::string_view text) {
    const auto fits = [](char c) { return (c >= 'A' && c <= 'Z') || is_digit(c) || c == '_'; };
    return std::ranges::all_of(text, fits) && is_secret_name(text);
}

// Whether a written value tells something. Not what a program fills in, and not the pieces of text that models read.
bool tells_something(std::string_view value, bool is_filled_in) {
    if (value == masked || value == "???" || is_name_of_variable(value)) return false;
    if (is_filled_in && value.find('{') != value.npos) return false;
    const auto encloses = [&](char first, char last) { return value.starts_with(first) && value.ends_with(last); };
    if (encloses('<', '>') || encloses('[', ']') || encloses('{', '}')) return false;
    for (const std::string_view place : {"{}", "%s", "%(", "${", "$("})
        if (value.find(place) != value.npos && value.find(',') == value.npos) return false;
    if (value.starts_with('$') && std::ranges::all_of(value.substr(1), is_name_character)) return false;
    bool escaped = false;  // "\n" has no letter
    for (const char c : value) {
        if (!escaped && (is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80)) return true;
        escaped = !escaped && c == '\\';
    }
    return false;
}

enum class Written : std::uint8_t { nothing, a_secret, below };

// A text that begins with its quote.
Written quoted(std::string_view text, bool is_filled_in, bool ends_escaped) {
    const char quote = text.front();
    const auto opening = std::min(text.find_first_not_of(quote), text.size());
    if (opening == 2) return Written::nothing;  // an empty one; three begin one of several lines
    const auto inside = text.substr(opening);
    std::size_t end = 0;
    while (end < inside.size() && inside[end] != quote) end += !ends_escaped && inside[end] == '\\' ? 2 : 1;
    auto value = inside.substr(0, std::min(end, inside.size()));
    if (ends_escaped && value.ends_with('\\')) value.remove_suffix(1);
    if (opening >= 3 && strip(value).empty()) return Written::a_secret;  // the lines below it; nobody knows what
    return tells_something(value, is_filled_in) ? Written::a_secret : Written::nothing;
}

// What stands behind the separator of a secret name.
Written written_in(std::string_view text, bool is_code) {
    text = without_leading(text, " \t\r\n([{");
    if (text.empty() || text == "\\" || text.starts_with('#') || text.starts_with("//")) return Written::below;
    // f"...", rb'...', u8R"(...)"
    const auto letters = std::min(text.find_first_not_of("frbuFRBUL8"), text.size());
    const bool is_quoted = letters <= 3 && letters < text.size() &&
                           (quotes.find(text[letters]) != quotes.npos || text.substr(letters).starts_with("\\\""));
    if (is_quoted) {
        const auto prefix = text.substr(0, letters);
        const bool is_escaped = text[letters] == '\\';  // in a string of JSON
        return quoted(text.substr(letters + (is_escaped ? 1 : 0)), prefix.find_first_of("fF") != prefix.npos,
                      is_escaped);
    }
    const auto end = text.starts_with("${") ? text.find('}') : text.find_first_of(" \t\r\n,;)}]\"'");
    const auto word = text.substr(0, end);
    constexpr std::size_t shortest_number = 4;  // fewer digits keep nothing secret
    if (std::ranges::all_of(word, [](char c) { return is_digit(c) || c == '.' || c == '_'; }))
        return word.size() >= shortest_number ? Written::a_secret : Written::nothing;
    if (is_code) return Written::nothing;
    if (word.starts_with('|') || word.starts_with('>')) return Written::below;
    constexpr std::array<std::string_view, 11> nothing{"null",  "none", "nil", "~",  "undefined", "true",
                                                       "false", "yes",  "no",  "on", "off"};
    if (std::ranges::find(nothing, lowercase(word)) != nothing.end()) return Written::nothing;
    return tells_something(word, false) ? Written::a_secret : Written::nothing;
}

// Of what follows a name: where the value begins; npos: nothing is assigned. `name = x`, `name: x`, `["name"] = x`.
std::size_t value_after_name(std::string_view rest) {
    const auto skip = [&](std::size_t from, std::string_view characters) {
        return std::min(rest.find_first_not_of(characters, from), rest.size());
    };
    std::size_t at = skip(0, "\\\"'`");
    if (at > 0) at = skip(at, "]");  // without quotes it is an index, and the name is another's
    at = skip(at, " \t");
    const auto next = rest.substr(at);
    if (next.starts_with("==") || next.starts_with("=~") || next.starts_with("::")) return std::string_view::npos;
    for (const std::string_view separator : {":=", "=>", "+=", "?=", "=", ":"})
        if (next.starts_with(separator)) return at + separator.size();
    return std::string_view::npos;
}

// What follows a type: `str = "x", more` has `"x"`. Empty: the name gets no value here.
std::string_view after_type(std::string_view text) {
    int depth = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (std::string_view("([{").find(text[i]) != std::string_view::npos) ++depth;
        if (std::string_view(")]}").find(text[i]) != std::string_view::npos && --depth < 0) return {};
        if (depth == 0 && (text[i] == ',' || text[i] == ';')) return {};
        if (depth == 0 && text[i] == '=') return text.substr(i + 1);
    }
    return {};
}

// Words that give the name behind them a value without a sign between.
bool is_defined(std::string_view before) {
    before = strip(before);
    return before == "#define" || before == "ENV" || before == "setenv";
}

// Tokens of services tell themselves by how they begin; more than that is asked of what follows, as "sk-" is a prefix
// of many things.
bool shows_known_token(std::string_view line) {
    constexpr std::array<std::string_view, 11> beginnings{"ghp_", "gho_",  "ghs_",  "github_pat_", "glpat-", "hf_",
                                                          "sk-",  "xoxb-", "xoxp-", "AKIA",        "Bearer "};
    constexpr std::size_t shortest = 16;
    for (const auto beginning : beginnings)
        for (auto at = line.find(beginning); at != line.npos; at = line.find(beginning, at + 1)) {
            if (at > 0 && (is_letter(line[at - 1]) || is_digit(line[at - 1]) || line[at - 1] == '_')) continue;
            const auto token = line.substr(at + beginning.size());
            const auto size =
                static_cast<std::size_t>(std::ranges::find_if_not(token, is_name_character) - token.begin());
            const auto text = token.substr(0, size);
            const bool is_random = std::ranges::any_of(text, is_digit) &&
                                   std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
            if (size >= shortest && is_random) return true;
        }
    return false;
}

// A password in a URL, unless a program fills it in: "://{user}:{password}@host".
bool shows_login(std::string_view line) {
    for (auto at = line.find("://"); at != line.npos; at = line.find("://", at + 3)) {
        const auto url = line.substr(at, line.find_first_of(" \t\r\n\"'<>`", at) - at);
        const auto shown = without_secret_parts(url);
        if (shown == url || shown.find("***@") == shown.npos) continue;
        const auto login = url.substr(3, url.rfind('@') - 3);
        const auto secret = login.substr(login.find(':') == login.npos ? 0 : login.find(':') + 1);
        if (secret.find_first_of("{$%") != 0 && secret != masked) return true;
    }
    return false;
}

std::size_t indentation(std::string_view line) {
    return std::min(line.find_first_not_of(" \t"), line.size());
}

}  // namespace

SecretLines::SecretLines(std::string_view path) : is_code_(is_source_code(path)) {}

bool SecretLines::shows(std::string_view line) {
    if (awaited_ && continues(line)) return true;
    return line.find("PRIVATE KEY-----") != line.npos || shows_login(line) || shows_known_token(line) ||
           shows_assignment(line);
}

// Below `password:`, `API_KEY = (` and the like.
bool SecretLines::continues(std::string_view line) {
    auto text = strip(line);
    if (text.empty()) return false;
    if (indentation(line) < *awaited_ || (!is_code_ && indentation(line) == *awaited_ && !text.starts_with('-'))) {
        awaited_.reset();
        return false;
    }
    if (!is_code_) {
        text = without_leading(text, "- ");
        if (const auto colon = text.find(": "); colon != text.npos) text = text.substr(colon + 2);
        return written_in(text, false) == Written::a_secret;
    }
    const auto written = written_in(text, true);
    if (written != Written::below) awaited_.reset();
    return written == Written::a_secret;
}

bool SecretLines::takes_value(std::string_view text, bool is_code, std::string_view line) {
    const auto written = written_in(text, is_code);
    if (written == Written::below) awaited_ = indentation(line);
    return written == Written::a_secret;
}

bool SecretLines::shows_assignment(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
        if (!is_name_character(line[at])) {
            ++at;
            continue;
        }
        const auto start = at;
        while (at < line.size() && is_name_character(line[at])) ++at;
        auto name = line.substr(start, at - start);
        auto rest = line.substr(at);
        const auto value = value_after_name(rest);
        const bool is_defined_here = value == rest.npos && is_defined(line.substr(0, start));
        const bool is_option = value == rest.npos && !is_code_ && name.starts_with("--") && rest.starts_with(' ');
        if (value == rest.npos && !is_defined_here && !is_option) continue;
        // In code the last part is the name: self.password, token.text.
        if (is_code_) name = name.substr(name.rfind('.') + 1);
        if (!is_secret_name(name)) continue;
        if (is_defined_here || is_option) {
            if (strip(rest).empty() || strip(rest).starts_with('-')) continue;
            if (takes_value(rest, is_code_, line)) return true;
            continue;
        }
        const bool is_of_url = start > 0 && (line[start - 1] == '?' || line[start - 1] == '&');
        rest = rest.substr(value);
        if (takes_value(rest, is_code_ && !is_of_url, line)) return true;
        if (is_code_)
            if (const auto typed = after_type(rest); !typed.empty() && takes_value(typed, true, line)) return true;
    }
    return false;
}

}  // namespace lathe::provenance

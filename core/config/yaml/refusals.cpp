// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/yaml/refusals.h"

#include <algorithm>

namespace lathe::config::yaml {

namespace {

// Which of libyaml's two places the person should look at.
enum class Look : std::uint8_t { where_it_began, where_it_failed };

struct Rewording {
    std::string_view context;  // how libyaml's context ends; "" fits all
    std::string_view problem;
    std::string_view what;
    std::string_view hint;
    Look look = Look::where_it_failed;
};

constexpr std::string_view quote_text = "quote the value if it is text";
constexpr std::string_view fix_version = "remove the directive";

constexpr Rewording rewordings[] = {
    {"", "could not find expected ':'", "expected 'key: value'", "put ': ' after the key", Look::where_it_began},
    {"", "block sequence entries are not allowed in this context", "a list item '- ' cannot stand here",
     "start it on a line of its own"},
    {"", "mapping keys are not allowed in this context", "a key '? ' cannot stand here",
     "start it on a line of its own"},
    {"", "mapping values are not allowed in this context", "': ' cannot stand here",
     "quote the value if the colon belongs to it, or start a new line"},
    {"", "found unexpected end of stream", "this quoted text has no end", "close the quote", Look::where_it_began},
    {"", "found unexpected document indicator", "found the end of the document inside a quoted text",
     "close the quote"},
    {"", "did not find expected hexdecimal number", "expected hexadecimal digits in this escape",
     "write \\x with 2 digits, \\u with 4 and \\U with 8"},
    {"", "found invalid Unicode character escape code", "this escape is no Unicode character", ""},
    {"", "found unexpected ':'", "': ' cannot stand here", "put a blank behind the colon, or quote the text"},
    {"", "found a tab character that violates indentation", "found a tab where YAML allows only spaces",
     "indent with spaces"},
    {"", "found a tab character where an indentation space is expected", "found a tab where YAML allows only spaces",
     "indent with spaces; where the tab belongs to the text, write the indentation behind '|' or '>', as in |2"},
    {"block scalar", "found an indentation indicator equal to 0", "expected an indentation from 1 to 9", ""},
    {"block scalar", "did not find expected comment or line break", "expected the end of the line after '|' or '>'",
     ""},
    {"alias", "", "expected a name of letters, digits, '-' and '_' after '*'", quote_text},
    {"anchor", "", "expected a name of letters, digits, '-' and '_' after '&'", quote_text},
    {"tag", "did not find the expected '>'", "expected '>' at the end of the tag", ""},
    {"tag", "did not find expected whitespace or line break", "expected a space after the tag", quote_text},
    {"tag", "did not find expected tag URI", "expected the name of a tag", quote_text},
    {"tag", "did not find expected '!'", "expected '!' at the end of a tag's handle", quote_text},
    {"directive", "could not find expected directive name", "expected the name of a directive after '%'", ""},
    {"directive", "did not find expected comment or line break", "expected the end of the line after the directive",
     ""},
    {"%YAML directive", "", "expected %YAML 1.1", fix_version},
    {"%TAG directive", "", "expected %TAG, a handle and a prefix", fix_version},
};

std::string unstartable(std::string_view rest) {
    auto length = std::size_t{1};
    while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80) ++length;
    return "found the character '" + std::string(rest.substr(0, length)) + "' that cannot start a value";
}

}  // namespace

Error scanner_error(const Place& place, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "ScannerError";
    error.line = place.line;
    error.column = place.column;
    return error;
}

Error reworded(const RawScanner::Problem& problem, std::string_view text) {
    const auto rest = text.substr(std::min(problem.place.offset, text.size()));
    if (problem.what == "found character that cannot start any token" && !rest.empty()) {
        if (rest.starts_with('\t'))
            return scanner_error(problem.place, "found a tab where YAML allows only spaces", "indent with spaces");
        return scanner_error(problem.place, unstartable(rest), "quote the value");
    }
    if (problem.what == "found unknown escape character") {
        const auto escape = std::string(rest.substr(0, rest.size() > 1 && rest[1] > ' ' ? 2 : 1));
        return scanner_error(problem.place, "found the unknown escape '" + escape + "' in a double-quoted text",
                             "write '\\\\' for a backslash, or use single quotes");
    }
    const auto known = std::find_if(std::begin(rewordings), std::end(rewordings), [&](const Rewording& one) {
        return problem.context.ends_with(one.context) && (one.problem.empty() || one.problem == problem.what);
    });
    if (known != std::end(rewordings))
        return scanner_error(known->look == Look::where_it_began ? problem.context_place : problem.place,
                             std::string(known->what), std::string(known->hint));
    auto what = std::string(problem.what.empty() ? "this is not valid YAML" : problem.what);
    if (!problem.context.empty()) what = std::string(problem.context) + ": " + what;
    return scanner_error(problem.place, std::move(what), "quote the value if it is text");
}

}  // namespace lathe::config::yaml

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/interpolation.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/config/python_text.h"

namespace lathe::config {

namespace {

constexpr int max_nesting = 100;

struct Refusal {
    Error error;
};

bool is_id_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

Element constant(Value value) {
    Element out;
    out.constant = std::move(value);
    return out;
}

// Recursive descent over the characters: the grammar's lexer modes are the functions here.
class Parser {
  public:
    explicit Parser(std::string_view text) : text_(text) {}

    Element config_value() {
        Element out = text('\0');
        out.kind = Element::Kind::text;
        return simplified(std::move(out));
    }

    Element single_element() {
        Element out = element();
        if (!done()) refuse("unexpected '" + character() + "'");
        return out;
    }

  private:
    bool done() const { return at_ >= text_.size(); }
    char at(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
    // The whole character that begins here, of UTF-8.
    std::string character() const {
        auto end = at_ + 1;
        while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) ++end;
        return std::string(text_.substr(at_, end - at_));
    }
    bool starts_with(std::string_view prefix) const { return text_.substr(at_).starts_with(prefix); }
    void skip_blanks() {
        while (!done() && is_blank(at())) ++at_;
    }
    // Where the text goes on after blanks; tokens such as ',' and '}' swallow those before them.
    std::size_t after_blanks() const {
        auto i = at_;
        while (i < text_.size() && is_blank(text_[i])) ++i;
        return i;
    }
    bool next_is(char c) const {
        const auto i = after_blanks();
        return i < text_.size() && text_[i] == c;
    }

    [[noreturn]] void refuse(std::string what) const {
        Error error{what + " at character " + std::to_string(at_ + 1) + " of '" + shortened(text_, 200) + "'",
                    "write \\${ for a literal ${"};
        error.kind = "GrammarParseError";
        throw Refusal{std::move(error)};
    }

    struct Nesting {
        explicit Nesting(Parser& parser) : parser_(parser) {
            if (++parser_.depth_ > max_nesting) parser_.refuse("nested too deeply");
        }
        ~Nesting() { --parser_.depth_; }
        Parser& parser_;
    };

    static Element simplified(Element text) {
        if (text.parts.size() == 1 && text.parts[0].is_reference() && text.kind == Element::Kind::text) {
            Element only = std::move(text.parts[0]);
            return only;
        }
        const bool fixed = std::all_of(text.parts.begin(), text.parts.end(),
                                       [](const Element& part) { return part.kind == Element::Kind::constant; });
        if (!fixed) return text;
        std::string all;
        for (const auto& part : text.parts) all += part.constant.as_string();
        return constant(std::move(all));
    }

    // Text with interpolations and escapes up to `quote`, or to the end ('\0'). The quote is not consumed.
    Element text(char quote) {
        Element out;
        std::string run;
        const auto flush = [&] {
            if (!run.empty()) out.parts.push_back(constant(std::exchange(run, {})));
        };
        while (!done() && (quote == '\0' || at() != quote)) {
            if (at() == '\\') {
                backslashes(quote, run);
            } else if (starts_with("${")) {
                flush();
                out.parts.push_back(interpolation());
            } else {
                run += text_[at_++];
            }
        }
        flush();
        return out;
    }

    // A run of backslashes: an odd one before "${" or the closing quote escapes it; an even one before them, or at the
    // end of a quoted text, is halved; any other stays.
    void backslashes(char quote, std::string& run) {
        std::size_t count = 0;
        while (at(count) == '\\') ++count;
        at_ += count;
        const bool before_quote = quote != '\0' && at() == quote;
        const bool before_interpolation = starts_with("${");
        if (!before_quote && !before_interpolation) {
            run.append(count, '\\');
            return;
        }
        run.append(count / 2, '\\');
        if (count % 2 == 0) return;
        const std::size_t escaped = before_interpolation ? 2 : 1;
        run += text_.substr(at_, escaped);
        at_ += escaped;
    }

    // ${...}: what follows the key tells a node from a resolver.
    Element interpolation() {
        const Nesting nesting(*this);
        at_ += 2;
        skip_blanks();
        const auto begin = at_;
        Element out;
        out.kind = Element::Kind::node;
        while (at() == '.') {
            out.parts.push_back(constant("."));
            ++at_;
        }
        key_or_bracket(out);
        while (!done()) {
            if (next_is('}')) {
                at_ = after_blanks() + 1;
                return out;
            }
            if (next_is(':')) return resolver(std::move(out), begin);
            if (at() == '.') {
                out.parts.push_back(constant("."));
                ++at_;
                key(out);
            } else if (at() == '[') {
                key_or_bracket(out);
            } else {
                refuse("expected '.', '[', ':' or '}' in the interpolation, found '" + character() + "'");
            }
        }
        refuse("the interpolation has no closing '}'");
    }

    // foo, my-key, ${nested}, or one of them in [ ].
    void key_or_bracket(Element& out) {
        if (at() != '[') return key(out);
        ++at_;
        out.parts.push_back(constant("["));
        key(out);
        if (at() != ']') refuse("expected ']'");
        ++at_;
        out.parts.push_back(constant("]"));
    }

    void key(Element& out) {
        if (starts_with("${")) {
            out.parts.push_back(interpolation());
            return;
        }
        constexpr std::string_view forbidden = "\\{}()[]:. \t'\"";
        const auto begin = at_;
        while (!done() && forbidden.find(at()) == std::string_view::npos) ++at_;
        if (at_ == begin) refuse(done() ? "the interpolation has no closing '}'" : "expected a key");
        out.parts.push_back(constant(std::string(text_.substr(begin, at_ - begin))));
    }

    // The parts read so far are the resolver's name: identifiers and interpolations between dots.
    Element resolver(Element name, std::size_t begin) {
        bool part_expected = true;
        for (const auto& part : name.parts) {
            const bool is_dot = part.kind == Element::Kind::constant && part.constant.as_string() == ".";
            if (is_dot == part_expected) refuse_name(begin);
            part_expected = is_dot;
            if (is_dot || part.is_reference()) continue;
            const auto& word = part.constant.as_string();
            const bool is_id = is_id_start(word[0]) && std::all_of(word.begin(), word.end(), [](char c) {
                                   return is_id_start(c) || is_digit(c);
                               });
            if (!is_id) refuse_name(begin);
        }
        Element out;
        out.kind = Element::Kind::resolver;
        out.name = std::move(name.parts);
        at_ = after_blanks() + 1;
        skip_blanks();
        if (!next_is('}')) sequence(out, '}');
        if (!next_is('}')) refuse("the interpolation has no closing '}'");
        at_ = after_blanks() + 1;
        return out;
    }

    [[noreturn]] void refuse_name(std::size_t begin) {
        at_ = begin;
        refuse("the name of a resolver is made of letters, digits, '_' and '.'");
    }

    // Elements between commas up to `close`, which is not consumed. An empty place is an empty string.
    void sequence(Element& out, char close) {
        while (true) {
            if (next_is(',') || next_is(close)) out.parts.push_back(constant(""));
            else out.parts.push_back(element());
            if (!next_is(',')) return;
            at_ = after_blanks() + 1;
            skip_blanks();
        }
    }

    Element element() {
        const Nesting nesting(*this);
        if (at() == '\'' || at() == '"') return quoted();
        if (at() == '[') return list();
        if (at() == '{') return dict();
        return primitive(Role::value);
    }

    Element quoted() {
        const char quote = text_[at_++];
        Element out = text(quote);
        if (done()) refuse("the quoted text has no end");
        ++at_;
        out.kind = Element::Kind::quoted;
        return simplified(std::move(out));
    }

    Element list() {
        ++at_;
        skip_blanks();
        Element out;
        out.kind = Element::Kind::list;
        if (!next_is(']')) sequence(out, ']');
        if (!next_is(']')) refuse("expected ',' or ']' in the list");
        at_ = after_blanks() + 1;
        return out;
    }

    Element dict() {
        ++at_;
        skip_blanks();
        Element out;
        out.kind = Element::Kind::dict;
        while (!next_is('}')) {
            if (!out.parts.empty()) {
                if (!next_is(',')) refuse("expected ',' or '}' in the dict");
                at_ = after_blanks() + 1;
                skip_blanks();
            }
            const auto key = primitive(Role::key).constant;
            if (key.is_null()) refuse("a key cannot be null");
            out.keys.emplace_back(key.is_bool() ? (key.as_bool() ? "true" : "false") : python_str(key), key.kind());
            if (!next_is(':')) refuse("expected ':' in the dict");
            at_ = after_blanks() + 1;
            skip_blanks();
            out.parts.push_back(element());
        }
        at_ = after_blanks() + 1;
        return out;
    }

    // An unquoted value. A dict's key holds neither colons nor interpolations.
    enum class Role : std::uint8_t { value, key };
    Element primitive(Role role) {
        const bool is_key = role == Role::key;
        Element out;
        out.kind = Element::Kind::text;
        std::string run;
        std::size_t tokens = 0;
        const auto begin = at_;
        bool escaped = false;
        while (!done()) {
            if (starts_with("${")) {
                if (is_key) break;
                if (!run.empty()) out.parts.push_back(constant(std::exchange(run, {})));
                out.parts.push_back(interpolation());
                ++tokens;
                continue;
            }
            // Blanks before a closing or separating character belong to that character.
            if (next_is(',') || next_is(']') || next_is('}') || (is_key && next_is(':'))) break;
            const auto length = token_length(run, escaped);
            if (length == 0) break;
            ++tokens;
        }
        if (tokens == 0) refuse(done() ? "expected a value, found the end" : "unexpected '" + character() + "'");
        const auto raw = text_.substr(begin, at_ - begin);
        if (tokens == 1 && !escaped && out.parts.empty()) return constant(typed(raw));
        if (!run.empty()) out.parts.push_back(constant(std::move(run)));
        return simplified(std::move(out));
    }

    // Consumes one token of the grammar's lexer (identifier, number, blanks, an escape, a character) and appends its
    // meaning; 0 when none starts here.
    std::size_t token_length(std::string& run, bool& escaped) {
        const auto begin = at_;
        const char c = at();
        if (c == '\\' && std::string_view("\\()[]{}:=, \t").find(at(1)) != std::string_view::npos &&
            at_ + 1 < text_.size()) {
            run += at(1);
            at_ += 2;
            escaped = true;
        } else if (is_blank(c)) {
            while (is_blank(at())) ++at_;
        } else if (const auto number = number_length(); number > 0) {
            at_ += number;
        } else if (is_id_start(c)) {
            while (is_id_start(at()) || is_digit(at())) ++at_;
        } else if (c == ':' || std::string_view("/-\\+.$%*@?|").find(c) != std::string_view::npos) {
            ++at_;
        } else {
            return 0;
        }
        if (!(escaped && at_ - begin == 2 && c == '\\')) run += text_.substr(begin, at_ - begin);
        return at_ - begin;
    }

    std::size_t digits(std::size_t from) const {
        // DIGIT ('_'? DIGIT)*
        auto i = from;
        while (is_digit(at(i)) || (at(i) == '_' && i > from && is_digit(at(i - 1)) && is_digit(at(i + 1)))) ++i;
        return i - from;
    }

    // INT or FLOAT, the longest; 0: no number starts here. A sign belongs to it, and so do inf and nan unless they are
    // the start of a longer word.
    std::size_t number_length() const {
        std::size_t i = at() == '+' || at() == '-' ? 1 : 0;
        const auto word = [&](std::string_view name) {
            for (std::size_t k = 0; k < name.size(); ++k)
                if ((at(i + k) | 0x20) != name[k]) return false;
            const char after = at(i + name.size());
            return i > 0 || !(is_id_start(after) || is_digit(after));
        };
        if (word("inf") || word("nan")) return i + 3;
        const auto whole = at(i) == '0' ? 1 : digits(i);
        auto end = i + whole;
        if (at(end) == '.' && (whole > 0 || is_digit(at(end + 1)))) end += 1 + digits(end + 1);
        if (end == i) return 0;
        if ((at(end) | 0x20) == 'e') {
            const auto sign = at(end + 1) == '+' || at(end + 1) == '-' ? 1u : 0u;
            if (const auto exponent = digits(end + 1 + sign); exponent > 0) end += 1 + sign + exponent;
        }
        return end;
    }

    Value typed(std::string_view raw) const {
        const auto word = lowercase(raw);
        if (word == "null") return {};
        if (word == "true") return true;
        if (word == "false") return false;
        const char last = raw.back();
        const bool number = is_digit(raw[0]) || raw.size() > 1 || last == '.';
        if (!number) return std::string(raw);
        const auto digits_only = raw.find_first_not_of("+-0123456789_") == std::string_view::npos;
        if (digits_only && raw.find_first_of("0123456789") != std::string_view::npos && !is_id_start(raw[0])) {
            const auto value = python_int(raw);
            if (value) return *value;
            if (value.error() == NoInt::beyond_64_bits)
                refuse("the integer " + std::string(raw) + " does not fit in 64 bits");
        } else if (!is_id_start(raw[0]) || word == "inf" || word == "nan") {
            if (const auto value = python_float(raw)) return *value;
        }
        return std::string(raw);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace

Result<Element> parse_interpolation(std::string_view text) {
    try {
        return Parser(text).config_value();
    } catch (Refusal& refusal) {
        return fail(std::move(refusal.error));
    }
}

Result<Element> parse_element(std::string_view text) {
    try {
        return Parser(text).single_element();
    } catch (Refusal& refusal) {
        return fail(std::move(refusal.error));
    }
}

}  // namespace lathe::config

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/hydra_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/text.h"
#include "core/config/integer_text.h"
#include "core/config/python_text.h"

namespace lathe::config {

namespace {

constexpr int deepest_element = 100;

bool is_space(char c) {
    return c == ' ' || c == '\t';
}
bool is_word_start(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}
bool is_word(char c) {
    return is_word_start(c) || is_digit(c);
}

// DIGIT ('_'? DIGIT)*; the number of characters.
std::size_t length_of_digits(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && (is_digit(text[i]) || (text[i] == '_' && i > 0 && is_digit(text[i - 1]) &&
                                                     i + 1 < text.size() && is_digit(text[i + 1]))))
        ++i;
    return i;
}

// The number that the whole of `text` is.
std::optional<Value> number_in(std::string_view text) {
    const auto [sign, rest] = split_sign(text);
    const auto word = lowercase(rest);
    if (word == "inf" || word == "nan") return Value(*python_float(text));
    const std::size_t whole = rest.starts_with('0') ? 1 : length_of_digits(rest);
    if (whole > 0 && whole == rest.size()) {
        const auto value = python_int(text);
        // What has no value here stays for YAML, which tells it.
        if (!value) throw NotOfHydra{};
        return Value(*value);
    }
    auto end = whole;
    if (end < rest.size() && rest[end] == '.') {
        const auto fraction = length_of_digits(rest.substr(end + 1));
        if (whole + fraction == 0) return std::nullopt;
        end += 1 + fraction;
    }
    if (end == 0) return std::nullopt;
    if (end < rest.size() && (rest[end] == 'e' || rest[end] == 'E')) {
        const auto power = split_sign(rest.substr(end + 1)).rest;
        if (const auto digits = length_of_digits(power); digits > 0)
            end = static_cast<std::size_t>(power.data() - rest.data()) + digits;
    }
    if (end != rest.size()) return std::nullopt;
    const auto value = python_float(text);
    return value ? std::optional<Value>(*value) : std::nullopt;
}

// int(), float(), str() and bool() of one value that is no container.
Value cast_one(const std::string& name, const Value& value) {
    const auto refuse_cast = [&]() -> Value {
        throw RefusedCall{name + "() of " + to_yaml_inline(value), "write the value as it is meant"};
    };
    if (name == "bool") {
        if (!value.is_string())
            return !value.is_null() && !(value.is_bool() && !value.as_bool()) &&
                   !(value.is_number() && value.as_number() == 0);
        const auto word = lowercase(value.as_string());
        return word == "true" ? Value(true) : word == "false" ? Value(false) : refuse_cast();
    }
    if (value.is_null()) return refuse_cast();
    if (name == "str") return Value(value.is_bool() ? lowercase(python_str(value)) : python_str(value));
    if (name == "float") {
        if (value.is_bool()) return Value(value.as_bool() ? 1.0 : 0.0);
        if (value.is_number()) return Value(value.as_number());
        const auto number = python_float(value.as_string());
        return number ? Value(*number) : refuse_cast();
    }
    if (value.is_bool()) return Value(value.as_bool() ? 1 : 0);
    if (value.is_int()) return value;
    if (value.is_float()) {
        constexpr double beyond = 9.2e18;
        const double whole = std::trunc(value.as_float());
        return std::abs(whole) < beyond ? Value(static_cast<std::int64_t>(whole)) : refuse_cast();
    }
    const auto number = python_int(value.as_string());
    return number ? Value(*number) : refuse_cast();
}

}  // namespace

bool is_hydra_cast(std::string_view name) {
    constexpr std::array<std::string_view, 4> casts{"int", "float", "str", "bool"};
    return std::ranges::find(casts, name) != casts.end();
}

Value cast_by_hydra(const std::string& name, Value value) {
    if (value.is_list()) {
        for (Value& one : value.as_list()) one = cast_by_hydra(name, std::move(one));
        return value;
    }
    if (value.is_dict()) {
        for (auto& [key, one] : value.as_dict()) {
            const auto kind = one.key_kind;
            one = cast_by_hydra(name, std::move(one));
            one.key_kind = kind;
        }
        return value;
    }
    return cast_one(name, value);
}

HydraReader::Level::Level(HydraReader& reader) : reader_(reader) {
    // Thrown before it counts: what was not made is not taken back.
    if (reader_.depth_ >= deepest_element) throw NotOfHydra{};
    ++reader_.depth_;
}

Value HydraReader::element() {
    const Level level(*this);
    skip_spaces();
    switch (peek()) {
        case '\'':
        case '"': return quoted();
        case '[': return list();
        case '{': return dict();
        default: return primitive(Place::value);
    }
}

std::optional<std::string> HydraReader::take_name(char behind) {
    auto begin = at_;
    while (begin < text_.size() && is_space(text_[begin])) ++begin;
    auto end = begin;
    while (end < text_.size() && (end == begin ? is_word_start(text_[end]) : is_word(text_[end]))) ++end;
    auto next = end;
    while (next < text_.size() && is_space(text_[next])) ++next;
    if (end == begin || next == text_.size() || text_[next] != behind) return std::nullopt;
    at_ = next + 1;
    return std::string(text_.substr(begin, end - begin));
}

bool HydraReader::take(char c) {
    auto next = at_;
    while (next < text_.size() && is_space(text_[next])) ++next;
    if (next == text_.size() || text_[next] != c) return false;
    at_ = next + 1;
    return true;
}

void HydraReader::skip_spaces() {
    while (is_space(peek())) ++at_;
}

void HydraReader::want(char c) {
    if (!take(c)) throw NotOfHydra{};
}

// A quote is escaped by an odd number of backslashes; those before a quote are halved, all others stay.
Value HydraReader::quoted() {
    const char quote = text_[at_++];
    std::string out;
    while (!is_at_end()) {
        std::size_t slashes = 0;
        while (peek() == '\\') ++at_, ++slashes;
        if (peek() != quote || is_at_end()) {
            out.append(slashes, '\\');
            if (!is_at_end()) out += text_[at_++];
            continue;
        }
        ++at_;
        out.append(slashes / 2, '\\');
        if (slashes % 2 == 0) return Value(std::move(out));
        out += quote;
    }
    throw NotOfHydra{};
}

Value HydraReader::list() {
    ++at_;
    List items;
    if (take(']')) return Value(std::move(items));
    do items.push_back(element());
    while (take(','));
    want(']');
    return Value(std::move(items));
}

Value HydraReader::dict() {
    ++at_;
    Value out{Dict{}};
    if (take('}')) return out;
    do {
        skip_spaces();
        const Value key = primitive(Place::key);
        if (key.is_null()) throw NotOfHydra{};
        want(':');
        Value one = element();
        one.key_kind = key.kind();
        const auto name = key.is_bool() ? lowercase(python_str(key)) : python_str(key);
        if (Value* same = out.get(name)) *same = std::move(one);
        else out.as_dict().emplace_back(name, std::move(one));
    } while (take(','));
    want('}');
    return out;
}

// Whether a text ends here: before a comma or a closing bracket, and a key before its colon. Blanks before these
// belong to them.
bool HydraReader::ends_here(Place place) const {
    auto next = at_;
    while (next < text_.size() && is_space(text_[next])) ++next;
    if (next == text_.size()) return true;
    const std::string_view ends = place == Place::key ? ",]}):" : ",]})";
    return ends.find(text_[next]) != std::string_view::npos;
}

Value HydraReader::primitive(Place place) {
    const auto begin = at_;
    std::string out;
    bool is_plain = true;  // no escape, and no interpolation
    while (!ends_here(place)) {
        const char c = peek();
        if (c == '\\' && at_ + 1 < text_.size() &&
            std::string_view("\\()[]{}:=, \t").find(peek(1)) != std::string_view::npos) {
            out += peek(1);
            at_ += 2;
            is_plain = false;
        } else if (const auto end = text_.find('}', at_);
                   text_.substr(at_).starts_with("${") && end != std::string_view::npos && end > at_ + 2) {
            if (place == Place::key) throw NotOfHydra{};
            out += text_.substr(at_, end + 1 - at_);
            at_ = end + 1;
            is_plain = false;
        } else if (is_word(c) || is_space(c) || std::string_view("/-\\+.$%*@?|:").find(c) != std::string_view::npos) {
            out += c;
            ++at_;
            // Blanks around a colon belong to it.
            if (c == ':')
                while (is_space(peek())) out += text_[at_++];
        } else if (c == '(' && is_plain && place == Place::value) {
            return call(std::string(strip(text_.substr(begin, at_ - begin))));
        } else {
            throw NotOfHydra{};
        }
    }
    if (at_ == begin) throw NotOfHydra{};
    if (!is_plain) return Value(std::move(out));
    const auto word = lowercase(out);
    if (word == "null") return {};
    if (word == "true" || word == "false") return Value(word == "true");
    auto number = number_in(out);
    return number ? std::move(*number) : Value(std::move(out));
}

Value HydraReader::call(const std::string& name) {
    if (!is_hydra_cast(name)) throw NotOfHydra{};
    want('(');
    Value value = element();
    if (!take(')'))
        throw RefusedCall{name + "() of several values", "give each value as it is meant, without " + name + "()"};
    return cast_by_hydra(name, std::move(value));
}

}  // namespace lathe::config

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/config/writer.h"

#include <yaml-cpp/emitter.h>

#include <cmath>

#include "core/config/python_text.h"
#include "core/config/scalar.h"

namespace lathe::config {

namespace {

// A longer text is quoted: yaml-cpp asks regular expressions at each character of a plain one, 0.3 s for a megabyte.
constexpr std::size_t longest_plain = 4096;

// Whether a text may stand unquoted, by the rules of PyYAML's emitter (a little stricter is fine).
bool may_be_plain(std::string_view text, Context context) {
    const bool in_flow = context == Context::flow;
    if (text.size() > longest_plain) return false;
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
    if (text.starts_with("---") || text.starts_with("...")) return false;
    if (std::string_view("#,[]{}&*!|>'\"%@`").find(text[0]) != std::string_view::npos) return false;
    const bool blank_after_first = text.size() == 1 || text[1] == ' ';
    if ((text[0] == '-' || text[0] == '?' || text[0] == ':') && (blank_after_first || in_flow)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == ':' && (i + 1 == text.size() || text[i + 1] == ' ' || in_flow)) return false;
        if (text[i] == '#' && i > 0 && text[i - 1] == ' ') return false;
        if (in_flow && std::string_view(",?[]{}").find(text[i]) != std::string_view::npos) return false;
    }
    return !needs_quotes(text);
}

// How a text is written. `escaped` has an escape for every character beyond ASCII, because yaml-cpp escapes some that
// PyYAML refuses (DEL) or takes for line ends (U+2028) only then.
enum class Form : std::uint8_t { plain, single_quoted, double_quoted, escaped };

Form form_of(std::string_view text, Context context, Quotes quotes) {
    bool needs_escapes = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto rest = text.substr(i, 3);
        if (byte == 0x7F || rest == "\xE2\x80\xA8" || rest == "\xE2\x80\xA9") return Form::escaped;
        const bool is_control = byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0;
        needs_escapes = needs_escapes || byte < 0x20 || is_control || rest == "\xEF\xBB\xBF";
    }
    if (needs_escapes || quotes == Quotes::double_quotes) return Form::double_quoted;
    return quotes == Quotes::single_quotes || !may_be_plain(text, context) ? Form::single_quoted : Form::plain;
}

// YAML 1.1 wants a '.' in a float with an exponent: 1e-05 -> 1.0e-05.
std::string float_to_yaml(double value) {
    if (std::isnan(value)) return ".nan";
    if (std::isinf(value)) return value > 0 ? ".inf" : "-.inf";
    auto text = python_repr(value);
    if (text.find('.') == std::string::npos)
        if (const auto e = text.find('e'); e != std::string::npos) text.insert(e, ".0");
    return text;
}

// The text of a scalar that is no string.
std::string text_of_scalar(const Value& scalar) {
    switch (scalar.kind()) {
        case Value::Kind::boolean: return scalar.as_bool() ? "true" : "false";
        case Value::Kind::integer: return std::to_string(scalar.as_int());
        case Value::Kind::floating: return float_to_yaml(scalar.as_float());
        default: return "null";
    }
}

std::string text_of_key(std::string_view key, Value::Kind kind) {
    if (kind == Value::Kind::floating)
        if (const auto number = python_float(key)) return float_to_yaml(*number);
    return std::string(key);
}

// A key longer than this (PyYAML's limit is 1024 characters) is written behind "? ", in block style.
constexpr std::size_t longest_simple_key = 1000;

class Writer {
  public:
    Writer() { out_.SetNullFormat(YAML::LowerNull); }

    void value(const Value& value, Context context) {
        switch (value.kind()) {
            case Value::Kind::list: return list(value.as_list(), context);
            case Value::Kind::dict: return dict(value.as_dict(), context);
            case Value::Kind::string:
                return text(value.as_string(), form_of(value.as_string(), context, Quotes::when_needed));
            case Value::Kind::null: out_ << YAML::Null; return;
            default: out_ << text_of_scalar(value);
        }
    }

    void text(const std::string& text, Form form) {
        if (form == Form::single_quoted) out_ << YAML::SingleQuoted;
        if (form == Form::escaped) out_ << YAML::EscapeNonAscii;
        if (form == Form::double_quoted || form == Form::escaped) out_ << YAML::DoubleQuoted;
        out_ << text;
    }

    std::string take() const { return {out_.c_str(), out_.size()}; }

  private:
    void list(const List& items, Context context) {
        if (items.empty() || context == Context::flow) out_ << YAML::Flow;
        out_ << YAML::BeginSeq;
        for (const auto& item : items) value(item, context);
        out_ << YAML::EndSeq;
    }

    void dict(const Dict& entries, Context context) {
        if (entries.empty() || context == Context::flow) out_ << YAML::Flow;
        out_ << YAML::BeginMap;
        for (const auto& [name, item] : entries) {
            key(name, item.key_kind, context);
            out_ << YAML::Value;
            value(item, context);
        }
        out_ << YAML::EndMap;
    }

    void key(const std::string& name, Value::Kind kind, Context context) {
        if (context == Context::block && name.size() > longest_simple_key) out_ << YAML::LongKey;
        out_ << YAML::Key;
        if (kind == Value::Kind::string) text(name, form_of(name, context, Quotes::when_needed));
        else out_ << text_of_key(name, kind);
    }

    YAML::Emitter out_;
};

std::string quoted(const std::string& text, Form form) {
    if (form == Form::plain) return text;
    Writer writer;
    writer.text(text, form);
    return writer.take();
}

std::string written(const Value& value, Context context) {
    Writer writer;
    writer.value(value, context);
    return writer.take();
}

}  // namespace

std::string scalar_to_yaml(const Value& scalar, Context context, Quotes quotes) {
    if (scalar.is_list() || scalar.is_dict()) return to_yaml_inline(scalar);
    if (!scalar.is_string()) return text_of_scalar(scalar);
    return quoted(scalar.as_string(), form_of(scalar.as_string(), context, quotes));
}

std::string key_to_yaml(std::string_view key, Value::Kind kind, Context context) {
    if (kind != Value::Kind::string) return text_of_key(key, kind);
    return quoted(std::string(key), form_of(key, context, Quotes::when_needed));
}

std::string block_to_yaml(const Value& value, std::size_t indent, std::string_view newline) {
    const bool is_collection = value.is_list() || value.is_dict();
    const auto text = is_collection ? written(value, Context::block) : scalar_to_yaml(value, Context::block);
    // No text goes over several lines: a line break in one is an escape.
    std::string out;
    for (const char c : text) {
        if (c == '\n') out.append(newline).append(indent, ' ');
        else out += c;
    }
    return out;
}

std::string to_yaml(const Value& value) {
    return block_to_yaml(value, 0) + "\n";
}

std::string to_yaml_inline(const Value& value) {
    if (value.is_list() || value.is_dict()) return written(value, Context::flow);
    return scalar_to_yaml(value, Context::block);
}

}  // namespace lathe::config

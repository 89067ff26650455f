#include "core/config/writer.h"

#include <array>
#include <cmath>

#include "core/config/scalar.h"

namespace lathe::config {

namespace {

// Whether a text may stand unquoted, by the rules of PyYAML's emitter (a little stricter is fine).
bool may_be_plain(std::string_view text, bool in_flow) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return false;
    if (text.starts_with("---") || text.starts_with("...")) return false;
    if (std::string_view("#,[]{}&*!|>'\"%@`").find(text[0]) != std::string_view::npos) return false;
    const bool blank_after_first = text.size() == 1 || text[1] == ' ';
    if ((text[0] == '-' || text[0] == '?' || text[0] == ':') && (blank_after_first || in_flow)) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F) return false;
        if (text[i] == ':' && (i + 1 == text.size() || text[i + 1] == ' ' || in_flow)) return false;
        if (text[i] == '#' && i > 0 && text[i - 1] == ' ') return false;
        if (in_flow && std::string_view(",?[]{}").find(text[i]) != std::string_view::npos) return false;
    }
    return true;
}

// Characters that only an escape can hold: controls, Unicode's line ends and the byte order mark.
bool needs_escapes(std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x20 || byte == 0x7F) return true;
        const auto rest = text.substr(i);
        if (byte == 0xC2 && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0) return true;
        if (rest.starts_with("\xE2\x80\xA8") || rest.starts_with("\xE2\x80\xA9") || rest.starts_with("\xEF\xBB\xBF") ||
            rest.starts_with("\xEF\xBF\xBE") || rest.starts_with("\xEF\xBF\xBF"))
            return true;
    }
    return false;
}

void append_hex(std::string& out, std::uint32_t code, int digits) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += hex[(code >> shift) & 15];
}

std::string double_quoted(std::string_view text) {
    std::string out = "\"";
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (c == '\t') {
            out += "\\t";
        } else if (c == '\r') {
            out += "\\r";
        } else if (byte < 0x20 || byte == 0x7F) {
            out += "\\x";
            append_hex(out, byte, 2);
        } else if (byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
            out += "\\x";
            append_hex(out, static_cast<unsigned char>(text[++i]), 2);
        } else if (i + 2 < text.size() && needs_escapes(text.substr(i, 3)) && byte >= 0xE2) {
            const auto second = static_cast<unsigned char>(text[i + 1]);
            const auto third = static_cast<unsigned char>(text[i + 2]);
            out += "\\u";
            append_hex(out, ((byte & 0xFu) << 12) | ((second & 0x3Fu) << 6) | (third & 0x3Fu), 4);
            i += 2;
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string single_quoted(std::string_view text) {
    std::string out = "'";
    for (const char c : text) {
        out += c;
        if (c == '\'') out += c;
    }
    return out + "'";
}

std::string string_to_yaml(std::string_view text, bool in_flow, Quotes quotes) {
    if (quotes == Quotes::double_quotes || needs_escapes(text)) return double_quoted(text);
    if (quotes == Quotes::single_quotes || !may_be_plain(text, in_flow) || needs_quotes(text))
        return single_quoted(text);
    return std::string(text);
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

bool is_empty_collection(const Value& value) {
    return (value.is_list() && value.as_list().empty()) || (value.is_dict() && value.as_dict().empty());
}

bool is_block(const Value& value) {
    return (value.is_list() || value.is_dict()) && !is_empty_collection(value);
}

// A key longer than this needs "? ", which nobody writes.
constexpr std::size_t longest_plain_key = 1000;

void write_block(std::string& out, const Value& value, std::size_t indent, std::string_view newline) {
    bool first = true;
    const auto start_line = [&] {
        if (!first) out.append(newline).append(indent, ' ');
        first = false;
    };
    if (value.is_list()) {
        for (const auto& item : value.as_list()) {
            start_line();
            out += "- ";
            write_block(out, item, indent + 2, newline);
        }
        if (first) out += "[]";
        return;
    }
    if (!value.is_dict()) {
        out += scalar_to_yaml(value, false);
        return;
    }
    for (const auto& [key, item] : value.as_dict()) {
        start_line();
        const auto written = key_to_yaml(key, item.key_kind, false);
        if (written.size() > longest_plain_key) out.append("? ").append(written).append(newline).append(indent, ' ');
        else out += written;
        out += ':';
        if (!is_block(item)) {
            out += ' ';
            write_block(out, item, indent, newline);
            continue;
        }
        // As PyYAML: the items of a list stand below their key, those of a dict are indented.
        const auto below = indent + (item.is_list() ? 0 : 2);
        out.append(newline).append(below, ' ');
        write_block(out, item, below, newline);
    }
    if (first) out += "{}";
}

}  // namespace

std::string scalar_to_yaml(const Value& scalar, bool in_flow, Quotes quotes) {
    switch (scalar.kind()) {
        case Value::Kind::null: return "null";
        case Value::Kind::boolean: return scalar.as_bool() ? "true" : "false";
        case Value::Kind::integer: return std::to_string(scalar.as_int());
        case Value::Kind::floating: return float_to_yaml(scalar.as_float());
        case Value::Kind::string: return string_to_yaml(scalar.as_string(), in_flow, quotes);
        case Value::Kind::list:
        case Value::Kind::dict: return to_yaml_inline(scalar);
    }
    return {};
}

std::string key_to_yaml(std::string_view key, Value::Kind kind, bool in_flow) {
    if (kind == Value::Kind::floating)
        if (const auto number = python_float(key)) return float_to_yaml(*number);
    if (kind != Value::Kind::string) return std::string(key);
    return string_to_yaml(key, in_flow, Quotes::when_needed);
}

std::string block_to_yaml(const Value& value, std::size_t indent, std::string_view newline) {
    std::string out;
    write_block(out, value, indent, newline);
    return out;
}

std::string to_yaml(const Value& value) {
    return block_to_yaml(value, 0) + "\n";
}

std::string to_yaml_inline(const Value& value) {
    if (value.is_list()) {
        std::string out = "[";
        for (const auto& item : value.as_list()) {
            if (out.size() > 1) out += ", ";
            out += item.is_list() || item.is_dict() ? to_yaml_inline(item) : scalar_to_yaml(item, true);
        }
        return out + "]";
    }
    if (value.is_dict()) {
        std::string out = "{";
        for (const auto& [key, item] : value.as_dict()) {
            if (out.size() > 1) out += ", ";
            out += key_to_yaml(key, item.key_kind, true) + ": ";
            out += item.is_list() || item.is_dict() ? to_yaml_inline(item) : scalar_to_yaml(item, true);
        }
        return out + "}";
    }
    return scalar_to_yaml(value, false);
}

}  // namespace lathe::config

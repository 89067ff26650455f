// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>

#include "core/config/yaml/node.h"

namespace lathe::config::yaml {

namespace {

struct Decoded {
    std::uint32_t code = 0;
    std::size_t length = 0;  // 0: not UTF-8
};

Decoded decode(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const auto lead = byte(0);
    if (lead < 0x80) return {lead, 1};
    const std::size_t length = lead >= 0xF0 && lead < 0xF5   ? 4
                               : lead >= 0xE0 && lead < 0xF0 ? 3
                               : lead >= 0xC2 && lead < 0xE0 ? 2
                                                             : 0;
    if (length == 0 || at + length > text.size()) return {};
    std::uint32_t code = lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) return {};
        code = (code << 6) | (byte(i) & 0x3Fu);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, length};
}

bool is_allowed(std::uint32_t code) {
    if (code < 0x7F) return code >= 0x20 || code == '\t' || code == '\n' || code == '\r';
    return code == 0x85 || (code >= 0xA0 && code != 0xFFFE && code != 0xFFFF);
}

tl::unexpected<Error> refuse(std::string what, std::string hint, int line, int column) {
    Error error{std::move(what), std::move(hint)};
    error.kind = "ReaderError";
    error.line = line;
    error.column = column;
    return fail(std::move(error));
}

}  // namespace

Result<void> check_characters(std::string_view text) {
    int line = 1;
    int column = 1;
    for (std::size_t at = 0; at < text.size();) {
        const auto [code, length] = decode(text, at);
        if (length == 0) return refuse("the text is not valid UTF-8", "save the file as UTF-8", line, column);
        if (!is_allowed(code))
            return refuse("found the control character " + std::to_string(code) + ", which YAML does not allow",
                          "remove it, or write it as an escape in double quotes", line, column);
        at += length;
        if (code == '\n') {
            ++line;
            column = 1;
        } else {
            ++column;
        }
    }
    return {};
}

}  // namespace lathe::config::yaml

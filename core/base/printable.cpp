// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/printable.h"

#include <cstddef>
#include <cstdint>

namespace lathe {

namespace {

// Wide ranges of Unicode's East Asian Width that matter in names.
bool is_wide(std::uint32_t c) {
    return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0x303e) || (c >= 0x3041 && c <= 0xa4cf) ||
           (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) ||
           (c >= 0xff00 && c <= 0xff60) || (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) ||
           (c >= 0x20000 && c <= 0x3fffd);
}

// The character that starts at `at`, which moves behind it.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
    const auto first = static_cast<unsigned char>(text[at++]);
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    std::uint32_t c = more == 0 ? first : first & (0x3fu >> more);
    for (; more > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; --more)
        c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3fu);
    return c;
}

}  // namespace

int display_width(std::string_view text) {
    int width = 0;
    for (std::size_t at = 0; at < text.size();) width += is_wide(next_character(text, at)) ? 2 : 1;
    return width;
}

std::string printable(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        const std::uint32_t c = next_character(text, at);
        if (c < 0x20 || (c >= 0x7f && c < 0xa0)) out += c == '\n' || c == '\t' ? ' ' : '?';
        else out += text.substr(start, at - start);
    }
    return out;
}

}  // namespace lathe

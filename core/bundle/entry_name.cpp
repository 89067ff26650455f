// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/entry_name.h"

#include <cstdint>

#include "core/base/json.h"

namespace lathe::bundle {

namespace {

// As parse_json() sees it: the list of files is JSON.
bool is_utf8(std::string_view text) {
    return parse_json(dump_json(Json(std::string(text)))).value_or(Json()) == Json(std::string(text));
}

}  // namespace

std::optional<std::string> refusal_of_name(std::string_view name) {
    constexpr std::size_t longest_name = 4000;
    constexpr std::size_t longest_part = 255;
    if (name.empty()) return "has no name";
    if (name.size() > longest_name) return "has a name that is too long";
    for (const char c : name)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            return "has a control character (such as a line break) in its name";
    if (!is_utf8(name)) return "has a name that is not UTF-8";
    if (name.front() == '/') return "is an absolute path";
    for (std::size_t start = 0; start <= name.size();) {
        const std::size_t end = std::min(name.find('/', start), name.size());
        const std::string_view part = name.substr(start, end - start);
        if (part == "..") return "climbs out of the folder it is unpacked into";
        if (part.empty() || part == ".") return "is not a plain path (it has empty parts or dots as parts)";
        if (part.size() > longest_part) return "has a name that is too long";
        start = end + 1;
    }
    return std::nullopt;
}

std::string as_entry_name(std::string_view file_name) {
    constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._+-";
    std::string name;
    for (const char c : file_name.substr(0, 200)) name += plain.find(c) == std::string_view::npos ? '_' : c;
    return name.empty() || name.find_first_not_of('.') == std::string::npos ? "_" + name : name;
}

}  // namespace lathe::bundle

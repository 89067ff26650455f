// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/import_comment.h"

#include <algorithm>

namespace lathe::search {

std::string import_comment(const std::string& origin, const std::vector<std::string>& notes) {
    std::string text;
    const auto add_line = [&](const char* begin, std::string line) {
        std::ranges::replace_if(
            line, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
        text += begin + line + "\n";
    };
    add_line("# Imported from ", origin);
    for (const std::string& note : notes) add_line("#   ", note);
    return text;
}

}  // namespace lathe::search

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/name_words.h"

#include "core/base/text.h"

namespace lathe::provenance {

namespace {

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_lower(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
    std::vector<std::string> words;
    bool in_word = false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        if (!is_upper(c) && !is_lower(c) && !is_digit(c)) {
            in_word = false;
            continue;
        }
        // "apiKey" begins a word at K, and "APIKey" too: the last capital before small letters.
        const bool before_small = i + 1 < name.size() && is_lower(name[i + 1]);
        if (in_word && is_upper(c) && (!is_upper(name[i - 1]) || before_small)) in_word = false;
        if (!in_word) words.emplace_back();
        in_word = true;
        words.back() += is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return words;
}

}  // namespace lathe::provenance

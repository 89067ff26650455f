// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.h"

namespace lathe::provenance {

// Whether names of options and variables hold this character: "db.password", "HF_TOKEN", "api-key".
constexpr bool is_name_character(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == '-';
}

// The words of a name in lower case: "OPENAI_API_KEY", "openai.api-key" and "openaiAPIKey" are openai, api, key. Digits
// belong to the word before them; bytes beyond ASCII are letters. Any thread.
std::vector<std::string> name_words(std::string_view name);

}  // namespace lathe::provenance

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace lathe::provenance {

// The words of a name in lower case: "OPENAI_API_KEY", "openai.api-key" and "openaiAPIKey" are openai, api, key. Digits
// belong to the word before them; bytes beyond ASCII are letters. Any thread.
std::vector<std::string> name_words(std::string_view name);

}  // namespace lathe::provenance

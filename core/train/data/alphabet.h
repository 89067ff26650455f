// SPDX-License-Identifier: GPL-3.0-or-later
// The characters of a text, in order, and their numbers: kept in checkpoints (DataSets::fitted), and used to predict
// and sample. No torch; const access from any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/base/error.h"
#include "core/config/value.h"

namespace lathe::train {

// The characters of UTF-8 text; they point into it. A byte order mark at its beginning is left out. The error says the
// line: bytes that are not UTF-8, and a byte 0.
Result<std::vector<std::string_view>> characters_of(std::string_view text);

// Characters numbered from 0 in their order.
class Alphabet {
  public:
    Alphabet() = default;
    // `characters`: all different.
    explicit Alphabet(std::vector<std::string> characters);
    // The alphabet of a text: the characters that occur in it, sorted by their bytes.
    static Alphabet of(const std::vector<std::string_view>& text);

    // The number of characters.
    std::int64_t size() const { return static_cast<std::int64_t>(characters_.size()); }
    // `number`: 0 .. size()-1, not checked. As UTF-8; valid as long as the alphabet.
    const std::string& character(std::int64_t number) const { return characters_[static_cast<std::size_t>(number)]; }
    // The number of a character; -1: it is none of them.
    std::int32_t number(std::string_view character) const;
    // The numbers of a text's characters. The error names the line and the character that is none of them.
    Result<std::vector<std::int64_t>> numbers(std::string_view text) const;
    // All characters one after another; characters_of() parts them again.
    std::string joined() const;

    // The alphabet as checkpoints keep it: {text: {alphabet: "abc"}}.
    config::Value to_value() const;
    // Reads what to_value() gave. The error: it is something else.
    static Result<Alphabet> from_value(const config::Value& value);

  private:
    std::vector<std::string> characters_;
    std::unordered_map<std::string, std::int32_t> numbers_;
};

}  // namespace lathe::train

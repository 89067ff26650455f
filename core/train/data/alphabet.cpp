// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/alphabet.h"

#include <set>

namespace lathe::train {

namespace {

// Length of the UTF-8 sequence that begins with `byte`; 0: none does.
std::size_t sequence_length(unsigned char byte) {
    if (byte < 0x80) return 1;
    if (byte >= 0xC2 && byte < 0xE0) return 2;
    if (byte >= 0xE0 && byte < 0xF0) return 3;
    return byte >= 0xF0 && byte < 0xF5 ? 4 : 0;
}

tl::unexpected<Error> fail_in_line(int line, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint), {}, {}, {}};
    error.line = line;
    return fail(std::move(error));
}

// A character as a message shows it.
std::string shown(std::string_view character) {
    if (character == "\n") return "a line break";
    if (character == "\t") return "a tab";
    return "\"" + std::string(character) + "\"";
}

}  // namespace

Result<std::vector<std::string_view>> characters_of(std::string_view text) {
    std::vector<std::string_view> characters;
    int line = 1;
    const std::size_t begin = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;  // a byte order mark says nothing
    for (std::size_t i = begin; i < text.size();) {
        const std::size_t length = sequence_length(static_cast<unsigned char>(text[i]));
        bool good = length > 0 && i + length <= text.size();
        for (std::size_t j = 1; good && j < length; ++j)
            good = (static_cast<unsigned char>(text[i + j]) & 0xC0) == 0x80;
        if (!good) {
            return fail_in_line(line, "byte " + std::to_string(i) + " is not UTF-8", "convert the file to UTF-8");
        }
        if (text[i] == '\0') return fail_in_line(line, "holds a byte 0, as no text does", "give a text in UTF-8");
        if (text[i] == '\n') ++line;
        characters.push_back(text.substr(i, length));
        i += length;
    }
    return characters;
}

Alphabet::Alphabet(std::vector<std::string> characters) : characters_(std::move(characters)) {
    for (std::size_t i = 0; i < characters_.size(); ++i) {
        numbers_.emplace(characters_[i], static_cast<std::int32_t>(i));
    }
}

Alphabet Alphabet::of(const std::vector<std::string_view>& text) {
    const std::set<std::string_view> sorted(text.begin(), text.end());
    return Alphabet(std::vector<std::string>(sorted.begin(), sorted.end()));
}

std::int32_t Alphabet::number(std::string_view character) const {
    const auto found = numbers_.find(std::string(character));
    return found == numbers_.end() ? -1 : found->second;
}

Result<std::vector<std::int64_t>> Alphabet::numbers(std::string_view text) const {
    const auto characters = characters_of(text);
    if (!characters) return fail(characters.error());
    std::vector<std::int64_t> numbers;
    numbers.reserve(characters->size());
    int line = 1;
    for (const std::string_view character : *characters) {
        const std::int32_t found = number(character);
        if (found < 0) {
            return fail_in_line(line, "the model does not know the character " + shown(character),
                                "it knows those of the text that it was trained on");
        }
        if (character == "\n") ++line;
        numbers.push_back(found);
    }
    return numbers;
}

std::string Alphabet::joined() const {
    std::string all;
    for (const std::string& character : characters_) all += character;
    return all;
}

config::Value Alphabet::to_value() const {
    config::Dict text;
    text.emplace_back("alphabet", joined());
    config::Dict fitted;
    fitted.emplace_back("text", config::Value(std::move(text)));
    return config::Value(std::move(fitted));
}

Result<Alphabet> Alphabet::from_value(const config::Value& value) {
    const config::Value* joined = value.find("text.alphabet");
    if (joined != nullptr && joined->is_string()) {
        if (const auto characters = characters_of(joined->as_string()); characters && !characters->empty())
            return Alphabet(std::vector<std::string>(characters->begin(), characters->end()));
    }
    return fail("does not say which characters a text has", "give a checkpoint of a training on text");
}

}  // namespace lathe::train

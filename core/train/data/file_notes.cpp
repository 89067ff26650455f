// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/data/file_notes.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "core/train/table/text_decoding.h"

namespace lathe::train {

void FileNotes::add(const Sentence& what, const std::string& name) {
    names_[what].push_back(name_as_text(name));
}

void FileNotes::add(const FileNotes& others) {
    for (const auto& [what, names] : others.names_) {
        auto& known = names_[what];
        known.insert(known.end(), names.begin(), names.end());
    }
}

std::vector<std::string> FileNotes::lines() const {
    std::vector<std::string> lines;
    for (const auto& [what, names] : names_) {
        lines.push_back(std::to_string(names.size()) + " " + (names.size() == 1 ? what.of_one : what.of_several) +
                        ": " + some_of(names));
    }
    return lines;
}

Json FileNotes::to_json() const {
    Json json = Json::array();
    for (const auto& [what, names] : names_) json.push_back({what.of_one, what.of_several, names});
    return json;
}

FileNotes FileNotes::from_json(const Json& json) {
    FileNotes notes;
    for (const Json& one : json)
        notes.names_[{one[0].get<std::string>(), one[1].get<std::string>()}] = one[2].get<std::vector<std::string>>();
    return notes;
}

std::string name_as_text(const std::string& name) {
    std::string text;
    std::string_view rest = name;
    while (!rest.empty()) {
        const std::size_t good = std::min(invalid_utf8(rest), rest.size());
        text += rest.substr(0, good);
        rest.remove_prefix(good);
        if (rest.empty()) break;
        text += fmt::format("\\x{:02X}", static_cast<unsigned char>(rest.front()));
        rest.remove_prefix(1);
    }
    return text;
}

std::string some_of(const std::vector<std::string>& names) {
    constexpr std::size_t most = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(most, names.size()); ++i) text += (i == 0 ? "" : ", ") + names[i];
    if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
    for (char& c : text) {
        if (static_cast<unsigned char>(c) < 0x20) c = '?';
    }
    return text;
}

}  // namespace lathe::train

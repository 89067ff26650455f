#include "core/train/data/file_notes.h"

#include <algorithm>
#include <utility>

namespace lathe::train {

void FileNotes::add(const Sentence& what, std::string name) {
    names_[what].push_back(std::move(name));
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

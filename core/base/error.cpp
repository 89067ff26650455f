// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/error.h"

#include "core/base/text.h"

namespace lathe {

namespace {

// In bytes.
constexpr std::size_t longest_path = 4096;
constexpr std::size_t longest_key = 300;
constexpr std::size_t longest_sentence = 2000;

}  // namespace

std::string Error::str() const {
    std::string out;
    if (!file.empty()) {
        out += shortened(file, longest_path);
        if (line > 0) out += ":" + std::to_string(line);
        if (line > 0 && column > 0) out += ":" + std::to_string(column);
        out += ": ";
    }
    if (!key.empty()) out += shortened(key, longest_key) + ": ";
    if (!kind.empty()) out += kind + ": ";
    out += shortened(what, longest_sentence);
    if (!hint.empty()) out += "; " + shortened(hint, longest_sentence);
    return out;
}

}  // namespace lathe

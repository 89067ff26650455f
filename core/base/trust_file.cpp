// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/trust_file.h"

#include <algorithm>
#include <cstdlib>

#include "core/base/files.h"

namespace lathe {

namespace {

Result<void> write_trusted_lines(std::vector<std::string> lines) {
    std::ranges::sort(lines);
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    const fs::path file = trust_file();
    return make_folders(file.parent_path()).and_then([&] { return write_file_atomically(file, text); });
}

}  // namespace

fs::path trust_file() {
    if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && *folder != '\0') {
        return fs::path(folder) / "lathe" / "trusted";
    }
    const char* home = std::getenv("HOME");
    return fs::path(home != nullptr ? home : "/") / ".config" / "lathe" / "trusted";
}

Result<std::vector<std::string>> trusted_lines() {
    std::vector<std::string> lines;
    std::error_code ignored;
    if (!fs::exists(trust_file(), ignored)) return lines;
    const auto text = read_file(trust_file());
    if (!text) return fail(text.error());
    for (std::size_t start = 0; start < text->size();) {
        const std::size_t end = std::min(text->find('\n', start), text->size());
        if (end > start) lines.push_back(text->substr(start, end - start));
        start = end + 1;
    }
    return lines;
}

Result<void> add_trusted_line(const std::string& line) {
    auto lines = trusted_lines();
    if (!lines) return fail(lines.error());
    lines->push_back(line);
    return write_trusted_lines(std::move(*lines));
}

Result<bool> remove_trusted_line(const std::string& line) {
    auto lines = trusted_lines();
    if (!lines) return fail(lines.error());
    if (std::erase(*lines, line) == 0) return false;
    return write_trusted_lines(std::move(*lines)).map([] { return true; });
}

}  // namespace lathe

// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_path.h"

#include <unistd.h>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <string_view>
#include <system_error>

#include "core/base/text.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view blanks = " \t\r";

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (line = strip(line); !line.empty(); line = strip(line)) {
        const auto end = std::min(line.find_first_of(blanks), line.size());
        words.emplace_back(line.substr(0, end));
        line.remove_prefix(end);
    }
    return words;
}

// What stands behind "#!" in the first line; empty: no script.
std::vector<std::string> interpreter_words(const fs::path& file) {
    constexpr std::size_t longest = 255;  // that Linux reads
    std::string line(longest, '\0');
    std::ifstream in(file, std::ios::binary);
    in.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(in.gcount()));
    if (!line.starts_with("#!")) return {};
    return words_of(std::string_view(line).substr(2, line.find('\n') - 2));
}

// Of "env -S NAME=VALUE python3 -u": where the program stands. The end: env starts none, or in a way that is not
// followed.
std::size_t behind_env(const std::vector<std::string>& words) {
    std::size_t at = 1;
    while (at < words.size() && (words[at].find('=') != std::string::npos || words[at] == "-S" || words[at] == "-i" ||
                                 words[at] == "-" || words[at] == "--"))
        ++at;
    return at < words.size() && words[at].starts_with('-') ? words.size() : at;
}

bool is_env(const std::string& word) {
    return fs::path(word).filename() == "env";
}

}  // namespace

std::string path_variable() {
    const char* path = std::getenv("PATH");
    return path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin";
}

bool is_executable_file(const fs::path& path) {
    std::error_code code;
    return fs::is_regular_file(path, code) && ::access(path.c_str(), X_OK) == 0;
}

fs::path find_program(const std::string& name, const fs::path& folder, const std::string& path_variable) {
    if (name.find('/') != std::string::npos)
        return is_executable_file(folder / name) ? (folder / name).lexically_normal() : fs::path();
    std::string_view rest = path_variable;
    while (true) {
        const auto colon = rest.find(':');
        const std::string_view one = rest.substr(0, colon);
        const fs::path candidate = (one.empty() ? folder : folder / one) / name;
        if (is_executable_file(candidate)) return candidate;
        if (colon == std::string_view::npos) return {};
        rest.remove_prefix(colon + 1);
    }
}

bool StartedProgram::is_python() const {
    const std::string name = run().filename().string();
    for (const std::string_view known : {"python", "pypy"})
        if (name.starts_with(known) && name.find_first_not_of("0123456789.", known.size()) == std::string::npos)
            return true;
    return false;
}

std::optional<StartedProgram> started_program(const std::vector<std::string>& arguments, const fs::path& folder,
                                              const std::string& path_variable) {
    const std::size_t first = !arguments.empty() && is_env(arguments.front()) ? behind_env(arguments) : 0;
    if (first >= arguments.size()) return std::nullopt;
    StartedProgram started{find_program(arguments[first], folder, path_variable), {}, first};
    if (started.file.empty()) return std::nullopt;
    // A script's interpreter may be a script, too; Linux follows a few of them.
    constexpr int most_scripts = 4;
    for (int i = 0; i < most_scripts && !started.is_python(); ++i) {
        const auto words = interpreter_words(started.run());
        const std::size_t at = !words.empty() && is_env(words.front()) ? behind_env(words) : 0;
        if (at >= words.size()) break;
        auto found = find_program(words[at], folder, path_variable);
        if (found.empty()) break;
        started.interpreter = std::move(found);
    }
    return started;
}

}  // namespace lathe::run

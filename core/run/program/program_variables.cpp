#include "core/run/program/program_variables.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

extern char** environ;

namespace lathe::run {

std::vector<std::string> environment_with(const Variables& variables) {
    std::vector<std::string> all;
    for (char** entry = environ; *entry != nullptr; ++entry) {
        const std::string_view text(*entry);
        const auto name = text.substr(0, text.find('='));
        const auto is_it = [&](const auto& one) { return one.first == name; };
        if (name != "NNI_TRIAL_COMMAND_CHANNEL" && std::ranges::none_of(variables, is_it)) all.emplace_back(text);
    }
    for (const auto& [name, value] : variables) all.push_back(name + "=" + value);
    return all;
}

void add_python_folder(const std::string& folder, Variables& variables) {
    if (folder.empty()) return;
    const char* before = std::getenv("PYTHONPATH");
    variables.emplace_back("PYTHONPATH",
                           before != nullptr && *before != 0 ? std::string(before) + ":" + folder : folder);
}

}  // namespace lathe::run

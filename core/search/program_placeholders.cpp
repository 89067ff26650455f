// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/program_placeholders.h"

#include <optional>
#include <string>

#include "core/config/value_error.h"
#include "core/search/placeholders.h"

namespace lathe::search {

Errors check_program_placeholders(const TrialProgram& program, const config::Value& config, const space::Space& space,
                                  const config::Value& place) {
    Errors errors;
    const auto add = [&](const std::string& key, const Error& error) {
        errors.push_back(config::error_at(place, key, error.what, error.hint));
    };
    const auto check = [&](const std::string& text, const std::string& key) {
        const auto filled = fill_placeholders(text, [&](const std::string& path) -> std::optional<std::string> {
            if (config.find(path) || is_own_placeholder(path) || space.find(path)) return std::string();
            return std::nullopt;
        });
        if (!filled) add(key, filled.error());
    };
    for (const std::string& word : program.command) check(word, "trial.command");
    if (program.shell)
        for (const std::string& line : program.command)
            if (const auto fine = check_placeholders_of_shell(line); !fine) add("trial.command", fine.error());
    for (const auto& [name, value] : program.env) check(value, "trial.env." + name);
    return errors;
}

}  // namespace lathe::search

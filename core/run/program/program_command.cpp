// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/program/program_command.h"

#include <system_error>

#include "core/base/shell.h"
#include "core/run/program/program_launch.h"
#include "core/run/program/script_argument.h"
#include "core/search/placeholders.h"

namespace lathe::run {

namespace fs = std::filesystem;

namespace {

// What is larger was made by a program, and takes long to read.
constexpr std::uintmax_t max_script_size = 16u << 20;

std::optional<std::string> own_placeholder(const std::string& key) {
    return key.starts_with("lathe.") ? std::optional<std::string>("") : std::nullopt;
}

provenance::Variables variables_of(const search::TrialProgram& program, const config::Value& config) {
    auto variables = provenance::process_variables();
    for (const auto& [name, value] : program.env) {
        const auto filled = search::fill_placeholders(value, [&](const std::string& key) {
            const config::Value* found = config.find(key);
            return found != nullptr ? std::optional(search::argument_text(*found)) : own_placeholder(key);
        });
        if (filled) variables[name] = *filled;
    }
    variables.emplace("PATH", path_variable());
    return variables;
}

std::vector<std::string> command_words(const search::TrialProgram& program, const config::Value& config) {
    auto arguments = program_arguments(program, config, own_placeholder);
    if (!arguments) return {};
    if (program.shell)
        if (auto words = shell_split(arguments->back()); words && !words->empty()) return std::move(*words);
    return std::move(*arguments);
}

fs::path script_among(const std::vector<std::string>& command, const StartedProgram& started, const fs::path& folder) {
    const auto place = script_argument(started.file.filename().string(), command, started.place);
    if (!place) return {};
    std::error_code code;
    const fs::path file = folder / command[*place];
    const bool is_script = fs::is_regular_file(file, code) && fs::file_size(file, code) <= max_script_size;
    return is_script && file != started.file ? file.lexically_normal() : fs::path();
}

}  // namespace

fs::path ProgramCommand::own_file() const {
    if (!script.empty() || !started) return script;
    const fs::path inside = started->file.lexically_relative(folder);
    return inside.empty() || *inside.begin() == ".." ? fs::path() : started->file;
}

ProgramCommand program_command(const search::TrialProgram& program, const fs::path& folder,
                               const config::Value& config) {
    ProgramCommand command;
    command.folder = program.code_folder(folder);
    command.variables = variables_of(program, config);
    command.words = command_words(program, config);
    command.started = started_program(command.words, command.folder, command.variables.at("PATH"));
    if (command.started && command.started->interpreter.empty())
        command.script = script_among(command.words, *command.started, command.folder);
    return command;
}

fs::path script_of(const search::Experiment& experiment) {
    if (!experiment.program) return {};
    // A program's options are its own: no catalog knows more of them.
    const auto resolved = experiment.trial_config(config::Catalog(), config::Value(config::Dict{}));
    return program_command(*experiment.program, experiment.folder, resolved.value).own_file();
}

}  // namespace lathe::run
